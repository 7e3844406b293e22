"""The key file: what opens an office, what does not, and how long a wrong guess costs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from asbdesk.errors import DamagedOffice, NewerOffice, Refused, WrongPassword
from asbdesk.storage import keys
from asbdesk.storage.keys import KeyFile

DATA_KEY = bytes(range(32))


@pytest.fixture
def key_file(tmp_path: Path) -> KeyFile:
    made = KeyFile.found(tmp_path / "office.keys")
    made.add("jo", "larch-court-14", DATA_KEY)
    made.save()
    return KeyFile.read(made.path)


def test_the_right_password_unwraps_the_data_key_in_any_case_of_the_login(key_file: KeyFile) -> None:
    assert key_file.unlock(" JO ", "larch-court-14", 1000.0) == DATA_KEY


def test_a_wrong_password_and_an_unknown_login_are_told_in_the_same_words(key_file: KeyFile) -> None:
    with pytest.raises(WrongPassword) as wrong:
        key_file.unlock("jo", "larch-court-15", 1000.0)
    with pytest.raises(WrongPassword) as unknown:
        KeyFile.read(key_file.path).unlock("nobody", "larch-court-14", 1000.0)
    assert wrong.value.message.split(".")[0] == unknown.value.message.split(".")[0]


def test_each_wrong_password_makes_the_wait_longer_up_to_five_minutes(key_file: KeyFile) -> None:
    at, waits = 1000.0, list[float]()
    for _ in range(3):
        with pytest.raises(WrongPassword) as caught:
            key_file.unlock("jo", "guess", at)
        waits.append(caught.value.wait)
        at += caught.value.wait
    assert waits == [0.0, 2.0, 4.0]
    key_file.failures = 40
    assert key_file.wait(key_file.failed_at) == 300.0


def test_a_try_within_the_wait_is_not_heard_even_with_the_right_password(key_file: KeyFile) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassword):
            key_file.unlock("jo", "guess", 1000.0)
    with pytest.raises(WrongPassword, match="Wait 2 seconds"):
        key_file.unlock("jo", "larch-court-14", 1000.5)
    assert key_file.unlock("jo", "larch-court-14", 1002.5) == DATA_KEY


def test_the_wait_outlives_the_program_and_ends_with_the_right_password(key_file: KeyFile) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassword):
            key_file.unlock("jo", "guess", 1000.0)
    again = KeyFile.read(key_file.path)
    assert again.wait(1000.5) == 1.5
    again.unlock("jo", "larch-court-14", 1010.0)
    assert KeyFile.read(key_file.path).failures == 0


def test_a_clock_set_back_costs_no_more_than_the_longest_wait(key_file: KeyFile) -> None:
    key_file.failures, key_file.failed_at = 3, 5_000_000.0
    assert key_file.wait(1000.0) == 300.0


def test_the_recovery_key_opens_in_any_spelling(key_file: KeyFile) -> None:
    recovery = keys.new_recovery_key()
    key_file.add_recovery(recovery, DATA_KEY)
    assert key_file.unlock_with_recovery(recovery.lower().replace("-", " "), 1000.0) == DATA_KEY


def test_a_removed_user_opens_nothing_any_more(key_file: KeyFile) -> None:
    key_file.remove("jo")
    with pytest.raises(WrongPassword):
        key_file.unlock("jo", "larch-court-14", 1000.0)


def test_every_wrapping_has_its_own_salt_and_holds_neither_key_nor_login(key_file: KeyFile) -> None:
    key_file.add("sam", "larch-court-14", DATA_KEY)
    first, second = key_file.slots.values()
    assert first["salt"] != second["salt"]
    assert first["key"] != second["key"]
    key_file.save()
    content = key_file.path.read_text("utf-8")
    assert "jo" not in json.loads(content)["slots"]
    assert DATA_KEY.hex() not in content


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
def test_the_key_file_is_its_users_alone_after_every_saving(key_file: KeyFile) -> None:
    key_file.path.chmod(0o644)
    key_file.save()
    assert key_file.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', "\x00\x01", '{"format": "x"}'])
def test_a_damaged_key_file_is_told_with_what_to_do(tmp_path: Path, content: str) -> None:
    path = tmp_path / "office.keys"
    path.write_text(content, "utf-8")
    with pytest.raises(DamagedOffice, match="backups"):
        KeyFile.read(path)


def test_a_damaged_slot_is_damage_and_no_wrong_password(key_file: KeyFile) -> None:
    next(iter(key_file.slots.values())).pop("nonce")
    with pytest.raises(DamagedOffice):
        key_file.unlock("jo", "larch-court-14", 1000.0)


def test_a_key_file_of_a_newer_version_is_told_as_such(key_file: KeyFile) -> None:
    content = json.loads(key_file.path.read_text("utf-8"))
    key_file.path.write_text(json.dumps({**content, "format": 2}), "utf-8")
    with pytest.raises(NewerOffice):
        KeyFile.read(key_file.path)


def test_a_short_password_is_refused() -> None:
    with pytest.raises(Refused):
        keys.check_password("seven77")
    keys.check_password("eight888")
