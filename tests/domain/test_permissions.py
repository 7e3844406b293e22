"""Who may do what."""

from __future__ import annotations

from typing import cast, get_args

import pytest

from asbdesk.domain.casework import UserRole
from asbdesk.domain.permissions import Action, may, require
from asbdesk.errors import Refused

ACTIONS = cast("tuple[Action, ...]", get_args(Action))


@pytest.mark.parametrize(
    ("action", "allowed"),
    [("look", "RCMA"), ("record", "CMA"), ("write_letter", "CMA"), ("close_case", "MA"), ("reopen_case", "MA"),
     ("release", "MA"), ("undo_import", "MA"), ("supervise", "MA"), ("users", "A"), ("settings", "A")],
)  # fmt: skip
def test_each_role_does_its_own_work(action: Action, allowed: str) -> None:
    assert {role for role in UserRole if may(role, action)} == {role for role in UserRole if role.label[0] in allowed}


def test_each_role_may_all_that_the_lesser_one_may() -> None:
    order = [UserRole.READER, UserRole.CASEWORKER, UserRole.MANAGER, UserRole.ADMINISTRATOR]
    rights = [{action for action in ACTIONS if may(role, action)} for role in order]
    assert rights[0] < rights[1] < rights[2] < rights[3] == set(ACTIONS)


def test_a_refusal_says_who_to_ask() -> None:
    with pytest.raises(Refused, match=r"As caseworker you cannot close a case\. Ask a manager\."):
        require(UserRole.CASEWORKER, "close_case")
    with pytest.raises(Refused, match="Ask an administrator"):
        require(UserRole.MANAGER, "users")


@pytest.mark.parametrize("action", ACTIONS)
def test_every_refusal_has_words(action: Action) -> None:
    if may(UserRole.READER, action):
        require(UserRole.READER, action)
    else:
        with pytest.raises(Refused, match="As reader you cannot"):
            require(UserRole.READER, action)


def test_an_unknown_action_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        may(UserRole.ADMINISTRATOR, cast("Action", "fly"))
