"""Every model has a factory that makes a valid row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, text

from quotesdb.db.models import Base
from tests import factories

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MODELS = sorted(
    (mapper.class_ for mapper in Base.registry.mappers if not mapper.polymorphic_abstract),
    key=lambda model: model.__name__,
)


@pytest.mark.parametrize("model", MODELS)
def test_each_model_has_a_factory_that_makes_a_row_the_database_accepts(session: Session, model: type[Base]):
    made = getattr(factories, f"{model.__name__}Factory")()
    session.commit()
    assert session.get(model, inspect(made).identity) is made
    assert session.execute(text("PRAGMA foreign_key_check")).all() == []
