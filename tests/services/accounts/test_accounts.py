from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text, update

from quotesdb.db.models import Credential
from quotesdb.services.accounts import (
    CredentialKind,
    Role,
    add_user,
    change_user,
    has_users,
    list_users,
    log_in,
    log_out,
    make_token,
    revoke_token,
    who_holds,
)
from quotesdb.services.errors import BadRequest, UnknownName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PASSWORD = "correct horse battery"


@pytest.fixture
def wen(session: Session) -> str:
    return add_user(session, "Wen  Halloran", Role.REVIEWER, PASSWORD).name


def test_a_user_logs_in_by_a_name_in_any_case_and_only_with_the_password(session: Session, wen: str):
    assert wen == "Wen Halloran"
    shown = log_in(session, "wen halloran", PASSWORD)
    assert shown is not None
    found = who_holds(session, shown, CredentialKind.LOGIN)
    assert found is not None
    assert (found.name, found.role) == ("Wen Halloran", Role.REVIEWER)
    assert log_in(session, wen, PASSWORD + "x") is None
    assert log_in(session, "nobody", PASSWORD) is None
    log_out(session, shown)
    assert who_holds(session, shown, CredentialKind.LOGIN) is None


def test_nothing_that_proves_anything_is_stored(session: Session, wen: str):
    token = make_token(session, wen, "desk").token
    shown = log_in(session, wen, PASSWORD)
    session.flush()
    rows = [
        *session.execute(text("SELECT * FROM account")),
        *session.execute(text("SELECT * FROM credential")),
    ]
    stored = str(rows)
    assert PASSWORD not in stored
    assert token not in stored
    assert str(shown) not in stored
    assert "$argon2id$" in stored


def test_a_token_holds_until_it_is_revoked_and_is_no_log_in(session: Session, wen: str):
    token = make_token(session, wen, "desk").token
    assert list_users(session)[0].tokens == ("desk",)
    assert who_holds(session, token, CredentialKind.TOKEN) is not None
    assert who_holds(session, token, CredentialKind.LOGIN) is None
    with pytest.raises(BadRequest, match="already"):
        make_token(session, wen, "desk")
    assert revoke_token(session, wen, "desk").tokens == ()
    assert who_holds(session, token, CredentialKind.TOKEN) is None
    with pytest.raises(UnknownName):
        revoke_token(session, wen, "desk")


def test_a_log_in_ends_by_itself(session: Session, wen: str):
    shown = log_in(session, wen, PASSWORD)
    assert shown is not None
    past = datetime.now(UTC) - timedelta(seconds=1)
    session.execute(update(Credential).values(expires_at=past))
    session.expire_all()
    assert who_holds(session, shown, CredentialKind.LOGIN) is None
    log_in(session, wen, PASSWORD)
    assert len(session.scalars(select(Credential)).all()) == 1


def test_whoever_is_disabled_is_nobody(session: Session, wen: str):
    token, shown = make_token(session, wen, "desk").token, log_in(session, wen, PASSWORD)
    assert has_users(session)
    change_user(session, wen, disabled=True)
    assert not has_users(session)
    assert who_holds(session, token, CredentialKind.TOKEN) is None
    assert log_in(session, wen, PASSWORD) is None
    change_user(session, wen, disabled=False)
    assert who_holds(session, token, CredentialKind.TOKEN) is not None
    assert who_holds(session, str(shown), CredentialKind.LOGIN) is None


def test_another_password_ends_what_was_logged_in(session: Session, wen: str):
    shown = str(log_in(session, wen, PASSWORD))
    change_user(session, wen, password="another password", role=Role.READER)
    assert who_holds(session, shown, CredentialKind.LOGIN) is None
    assert log_in(session, wen, PASSWORD) is None
    assert log_in(session, wen, "another password") is not None


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("x" * 101, PASSWORD), ("Wen", "short")])
def test_what_is_no_user_is_refused(session: Session, name: str, password: str):
    with pytest.raises(BadRequest):
        add_user(session, name, Role.READER, password)


def test_two_users_have_two_names(session: Session, wen: str):
    with pytest.raises(BadRequest, match="already"):
        add_user(session, wen.upper(), Role.READER, PASSWORD)
    with pytest.raises(UnknownName):
        change_user(session, "nobody", role=Role.ADMIN)
    with pytest.raises(BadRequest):
        change_user(session, wen)
