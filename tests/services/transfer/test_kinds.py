"""Every kind of decision that there is can be carried to another database."""

from __future__ import annotations

from sqlalchemy import inspect

from quotesdb.db.models import Decision
from quotesdb.services.statements.effects import EFFECTS
from quotesdb.services.transfer.plain import DUMP, FIND
from quotesdb.services.transfer.transfer import KINDS


def test_no_kind_is_left_out_of_a_file_of_decisions():
    assert set(KINDS) == {inspect(kind).polymorphic_identity for kind in Decision.kinds()}


def test_what_a_plain_kind_is_about_can_be_written_and_found():
    for kind in EFFECTS:
        about = {inspect(kind).relationships[end].mapper.class_ for end in kind.ends}
        assert about <= DUMP.keys() & FIND.keys()
        assert set(kind.may_lack) < set(kind.says_in())
