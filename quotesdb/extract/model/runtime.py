"""The library that runs the model, loaded so that it tells nobody.

onnxruntime from 1.32 on reports to its maker: a process that imports it writes an identifier of the device
and a queue of events to the user's cache folder, and looks up the maker's collector some seconds later.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"


def onnxruntime() -> ModuleType:
    """The module ``onnxruntime``, its telemetry off; nothing of ours imports it in another way.

    It reads the variable while it is imported, and only then: ``disable_telemetry_events()`` comes too late.
    So the variable is set for the import alone, whatever its value was, and the environment of who calls us,
    which the programs that they start inherit, is as it was. Who imports onnxruntime before us has to set it.
    """
    with _variable(_NO_TELEMETRY, "1"):
        import onnxruntime as module

    loaded: ModuleType = module
    return loaded


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
