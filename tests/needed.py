"""What tests need of the machine beside Python: a test is skipped where it is absent, but never in CI."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip a test for want of something; in CI, where all of it is installed, that is a failure."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(what)


def program(name: str, package: str | None = None) -> str:
    """The path of a program of the system; administrators' programs are not on everybody's path."""
    if found := shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin"):
        return found
    missing(f"no {name} on this machine: apt-get install {package or name}")
