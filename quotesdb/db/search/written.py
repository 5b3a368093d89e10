"""Conditions that are written out: to make them of expressions takes longer than to ask them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from sqlalchemy import BindParameter, bindparam, text

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def written(conditions: Sequence[str], values: Mapping[str, str]) -> ColumnElement[bool]:
    """Conditions that all hold, with these values.

    Their names are their own in whatever they become a part of.

    >>> print(written(["a = :one", "b > :other"], {"one": "x", "other": "y"}))
    a = :one_1 AND b > :other_1
    """
    bound: list[BindParameter[str]] = [bindparam(name, value, unique=True) for name, value in values.items()]
    return cast("ColumnElement[bool]", text(" AND ".join(conditions)).bindparams(*bound))
