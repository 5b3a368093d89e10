"""The config file: what a user would otherwise say with each call.

An option wins over the environment, the environment over the file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from quotesdb.paths import special
from quotesdb.present.shapes import Setting
from quotesdb.settings import WrongSetting

VARIABLES: Mapping[str, str] = {
    "db": "QUOTESDB_DB",
    "reviewer": "QUOTESDB_REVIEWER",
    "publisher": "QUOTESDB_PUBLISHER",
}
"""The settings, with the environment variable of each."""


def path() -> Path:
    """Where the config file is, or would be."""
    from platformdirs import user_config_path

    return user_config_path("quotesdb", appauthor=False) / "config.toml"


def setting(name: str) -> Setting:
    """What holds where no option says otherwise.

    Raises:
        WrongSetting: if the config file cannot be used.
    """
    if value := os.environ.get(VARIABLES[name]):
        return Setting(name, value, VARIABLES[name])
    file = path()
    if value := _read(file).get(name):
        return Setting(name, value, str(file))
    return Setting(name, None, "default")


def _read(file: Path) -> Mapping[str, str]:
    try:
        if what := special(file):
            raise WrongSetting(f"{file} is {what}, not a file")
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongSetting(f"{file} is not TOML: {error}") from error
    for name, value in values.items():
        if name not in VARIABLES:
            raise WrongSetting(f"{file}: there is no setting {name!r}; there are {', '.join(VARIABLES)}")
        if not isinstance(value, str) or not value.strip():
            raise WrongSetting(f"{file}: {name} must be words in quotation marks")
    if "db" in values:
        values["db"] = _beside(file, values["db"])
    return values


def _beside(file: Path, database: str) -> str:
    """A database as the file means it: ``~`` is the home folder, and a relative path begins at the file."""
    return database if "://" in database else str(file.parent / Path(database).expanduser())
