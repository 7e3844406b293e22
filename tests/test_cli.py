"""The command line, as another program or a person at a terminal meets it."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from asbdesk import __version__, cli, paths
from asbdesk.domain.casework import PaperLanguage, PreferredFormat
from asbdesk.paths import resource
from asbdesk.queries import documents, people
from asbdesk.queries.cases import case_id_of
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.proportionality import proportion_rows
from asbdesk.queries.templates import LetterSettings
from asbdesk.services.people import change_person
from asbdesk.services.templates import change_letter_settings
from asbdesk.storage.office import Office
from tests.factories import LOGIN, PASSWORD, ask, case_of, contract_of, do, new_office
from tests.shared_data import shared

STREET = resource("sample", "thornmere-2003-10-street.csv")
ANSWERS = ("--set", "rule_broken=condition 3.2", "--set", "must_stop=Keep music low.", "--set", "reply_by=28 Nov 2003",
           "--set", "review_on=15/12/2003")  # fmt: skip


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an unattended job would."""
    monkeypatch.setenv("ASBDESK_USER", LOGIN)
    monkeypatch.setenv("ASBDESK_PASSWORD", PASSWORD)


@pytest.fixture
def folder(tmp_path: Path, signed_in: None) -> str:
    """An office with one case, ASB/2003/0001."""
    office, who = new_office(tmp_path)
    case_of(office, who)
    office.close()
    return str(office.folder)


def said(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = cli.run([str(each) for each in argv])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_version_and_the_help_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--version") == (0, f"ASB Desk {__version__}\n", "")
    code, out, _ = said(capsys, "--help")
    assert code == 0
    assert all(command in out for command in ("demo", "import", "letter", "list", "check", "selftest"))
    for command in ("demo", "import", "letter", "list", "check", "selftest"):
        assert said(capsys, command, "--help")[0] == 0


@pytest.mark.parametrize(
    "argv",
    [("list",), ("list", "x", "houses"), ("letter", "x", "ASB/2003/0001", "abc"), ("import", "x"), ("--nonsense",),
     ("a", "b")],
)  # fmt: skip
def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]) -> None:
    code, out, err = said(capsys, *argv)
    assert (code, out) == (2, "")
    assert "usage:" in err


def test_a_list_is_aligned_text_with_headings(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    code, out, err = said(capsys, "list", folder, "cases")
    headings, row = out.splitlines()
    assert (code, err) == (0, "")
    assert headings.index("Subject") == row.index("Noise nuisance")
    assert row.startswith("ASB/2003/0001  17 Nov 2003  Open")


@pytest.mark.parametrize("kind", ["cases", "people", "incidents", "contracts", "orders", "documents"])
def test_every_list_is_json_with_iso_dates(capsys: pytest.CaptureFixture[str], folder: str, kind: str) -> None:
    code, out, _ = said(capsys, "list", folder, kind, "--json")
    rows = json.loads(out)
    assert code == 0
    assert len(rows) == {"cases": 1, "people": 2, "incidents": 1}.get(kind, 0)
    if kind == "incidents":
        assert rows[0]["when"] == {
            "kind": "moment", "from": "2003-11-03T23:30:00", "to": None, "words": "3 Nov 2003, 23:30",
        }  # fmt: skip
    if kind == "people":
        assert rows[0]["born"] == "1984-03-04"


def test_every_row_is_listed_in_order_however_many(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    assert said(capsys, "import", folder, shared("police/2018-10-surrey-street.csv"))[0] == 0
    rows = json.loads(said(capsys, "list", folder, "incidents", "--json")[1])
    assert len(rows) == 1895
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_an_open_window_is_no_hindrance_to_looking_but_to_changing(
    capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    window, _ = Office.open(Path(folder), LOGIN, PASSWORD)
    assert said(capsys, "list", folder, "people")[0] == 0
    assert said(capsys, "check", folder)[0] == 0
    code, _, err = said(capsys, "import", folder, STREET)
    assert code == 1
    assert "already open in another window" in err
    window.close()


def test_an_import_tells_its_counts_and_the_second_time_refuses(
    capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    code, out, _ = said(capsys, "import", folder, STREET, "--profile", "police-street", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["taken"], told["read"], told["left_out"], told["refused"]) == (17, 25, 8, 0)
    code, out, err = said(capsys, "import", folder, STREET)
    assert (code, out) == (1, "")
    assert err.startswith("This file was taken in on 17 Nov 2003: 17 incidents. Undo that import first")


def test_a_file_of_days_that_an_earlier_one_covers_is_asked_about(
    capsys: pytest.CaptureFixture[str], folder: str, tmp_path: Path
) -> None:
    paths = tmp_path / "first.csv", tmp_path / "second.csv"
    for path, place in zip(paths, ("Kiln Row", "Mill Lane"), strict=True):
        path.write_text(f"Date,What,Place\n25/10/2003,Noise,{place}\n", "utf-8")
    assert said(capsys, "import", folder, paths[0])[0] == 0
    code, _, err = said(capsys, "import", folder, paths[1])
    assert code == 1
    assert "covers the same days: “first.csv” has 1 incidents of them." in err
    assert said(capsys, "import", folder, paths[1], "--other-incidents")[0] == 0


def test_people_come_in_and_who_may_be_known_is_asked_about(
    capsys: pytest.CaptureFixture[str], folder: str, tmp_path: Path
) -> None:
    path = tmp_path / "tenants.csv"
    path.write_text("Surname,Forename,DOB,Address\nWhittle,Zoe,30/7/1984,2 Kiln Row\n,,,\n,,1/2/1990,\n", "utf-8")
    code, out, err = said(capsys, "import", folder, path, "--people")
    assert (code, out) == (0, "2 rows read, 1 person, 1 refused.\n")
    assert err.startswith("Row 4: ")
    path.write_text("Surname,Forename,DOB\nWhittle,Zoë,31/7/1984\n", "utf-8")
    code, _, err = said(capsys, "import", folder, path)
    assert code == 1
    assert "row 2 may be Zoe Whittle" in err
    told = json.loads(said(capsys, "import", folder, path, "--people", "--doubles", "known", "--json")[1])
    assert (told["taken"], told["known"]) == (0, 1)
    path.write_text("UPRN,Address,Postcode,Tenant\n1,3 Kiln Row,TM3 6HP,Dean Mercer\n", "utf-8")
    told = json.loads(said(capsys, "import", folder, path, "--addresses", "--json")[1])
    assert (told["holds"], told["taken"]) == ("addresses", 1)


def test_dates_that_can_be_read_two_ways_are_asked_about_and_may_be_said(
    capsys: pytest.CaptureFixture[str], folder: str, tmp_path: Path
) -> None:
    path = tmp_path / "reports.csv"
    path.write_text("Date,What,Place\n03/04/2003,Noise,Kiln Row\n05/06/2003,Noise,Kiln Row\n", "utf-8")
    code, _, err = said(capsys, "import", folder, path)
    assert code == 1
    assert "day-first and month-first" in err
    assert said(capsys, "import", folder, path, "--dates", "month-first")[0] == 0
    rows = json.loads(said(capsys, "list", folder, "incidents", "--json")[1])
    assert {row["when"]["from"][:10] for row in rows[1:]} == {"2003-03-04", "2003-05-06"}


def test_a_letter_that_lacks_answers_is_refused_and_says_which(
    capsys: pytest.CaptureFixture[str], folder: str, tmp_path: Path
) -> None:
    out_file = tmp_path / "letter.pdf"
    argv = ("letter", folder, "asb 2003 1", "first-warning", "--out", out_file)
    code, out, err = said(capsys, *argv, *ANSWERS[:6])
    assert (code, out) == (1, "")
    assert "This paper still lacks: review on." in err
    assert "--set review_on=" in err
    assert not out_file.exists()
    code, out, _ = said(capsys, *argv, *ANSWERS[:6], "--allow-missing", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["missing"], told["filed"]) == (["review on"], False)
    assert out_file.read_bytes().startswith(b"%PDF")


def test_a_letter_may_be_filed_and_then_is_what_was_written(
    capsys: pytest.CaptureFixture[str], folder: str, tmp_path: Path
) -> None:
    out_file = tmp_path / "letter.pdf"
    code, out, _ = said(
        capsys, "letter", folder, "ASB/2003/0001", "first-warning", "--out", out_file, *ANSWERS, "--file"
    )
    assert (code, out) == (0, f"ASB/2003/0001/L1 was filed and written to {out_file}.\n")
    office, _ = Office.open(Path(folder), LOGIN, PASSWORD)
    (document_id,) = ask(office, documents.DOCUMENTS.ids, ListFilter(), "dated")
    sealed = ask(office, documents.document, document_id)
    assert sealed.pdf == out_file.read_bytes()
    assert sealed.facts["facts"]["asked"]["reply_by"] == {"date": "2003-11-28"}
    office.close()


def test_a_letter_is_set_as_it_is_asked_for_and_in_the_readers_own_format_else(
    capsys: pytest.CaptureFixture[str], folder: str, tmp_path: Path
) -> None:
    office, who = Office.open(Path(folder), LOGIN, PASSWORD)
    for number in ask(office, people.PEOPLE.ids, ListFilter(), "name"):
        row = ask(office, people.person, number)
        changed = replace(row.values, preferred_format=PreferredFormat.LARGE_PRINT, language="Welsh")
        do(office, who, change_person, number, row.version, changed)
    do(office, who, change_letter_settings, LetterSettings((), PaperLanguage.ENGLISH_WELSH))
    office.close()
    made: dict[str, str] = {}
    for name, more in {
        "own": (), "easy": ("--format", "easy-read", "--language", "en"), "both": ("--language", "en-cy"),
    }.items():  # fmt: skip
        out_file = tmp_path / f"{name}.pdf"
        argv = ("letter", folder, "ASB/2003/0001", "first-warning", "--out", out_file, *ANSWERS, *more)
        assert said(capsys, *argv)[0] == 0
        made[name] = " ".join(PdfReader(out_file).pages[0].extract_text().split())
    assert "Annwyl Mr Mercer" in made["own"]
    assert "Dear Mr Mercer" not in made["own"]
    assert "Dear Mr Mercer" in made["both"]
    assert "Dear Mr Mercer" in made["easy"]
    assert len(PdfReader(tmp_path / "both.pdf").pages) > len(PdfReader(tmp_path / "own.pdf").pages)
    code, _, err = said(
        capsys, "letter", folder, "ASB/2003/0001", "final-warning", "--out", tmp_path / "x.pdf", "--language", "cy"
    )
    assert (code, "is not there in Welsh" in err) == (1, True)


def test_a_final_warning_is_not_filed_without_a_record_or_a_managers_reason(
    capsys: pytest.CaptureFixture[str], folder: str, tmp_path: Path
) -> None:
    out_file = tmp_path / "letter.pdf"
    answers = (*ANSWERS, "--set", "warned_on=27 Oct 2003", "--set", "next_step=apply to the court")
    argv = ("letter", folder, "ASB/2003/0001", "final-warning", "--out", out_file, *answers)
    for reason in ((), ("--reason", "urgent")):
        code, out, err = said(capsys, *argv, "--file", *reason)
        assert (code, out) == (1, ""), err
        assert "record proportionality" in err
        assert "--reason TEXT" in err
        assert not out_file.exists()
    code, _, err = said(capsys, *argv, "--reason", "He threatened her yesterday.")
    assert code == 1
    assert err.startswith("A reason to go on is kept with a letter that is filed.")
    assert said(capsys, *argv, "--file", "--reason", "He threatened her yesterday.")[0] == 0
    office, _ = Office.open(Path(folder), LOGIN, PASSWORD)
    case_id = ask(office, case_id_of, "ASB/2003/0001")
    assert [row.release_reason for row in ask(office, proportion_rows, case_id)] == ["He threatened her yesterday."]
    office.close()


def test_a_letter_that_gives_somebody_away_is_never_written(
    capsys: pytest.CaptureFixture[str], folder: str, tmp_path: Path
) -> None:
    out_file = tmp_path / "letter.pdf"
    answers = (*ANSWERS, "--set", "must_stop=Leave Amina Testwick alone.")
    argv = ("letter", folder, "ASB/2003/0001", "first-warning", "--out", out_file, *answers, "--allow-missing")
    code, out, err = said(capsys, *argv)
    assert (code, out) == (1, "")
    assert "Amina Testwick, protected as Complainant A, would be named" in err
    assert not out_file.exists()


def test_a_contracts_paper_takes_the_newest_contract(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, signed_in: None
) -> None:
    office, who = new_office(tmp_path)
    case_id, accused, _ = case_of(office, who)
    contract_of(office, who, case_id, accused)
    office.close()
    out_file = tmp_path / "abc.pdf"
    code, out, err = said(capsys, "letter", office.folder, "ASB/2003/0001", "abc", "--out", out_file)
    assert (code, err) == (0, ""), err
    assert "is not filed" in out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("ASB/2003/0009", "first-warning"), "There is no case ASB/2003/0009"),
        (("Mercer", "first-warning"), "Mercer"),
        (("ASB/2003/0001", "third-warning"), "first-warning"),
        (("ASB/2003/0001", "abc-invitation-parent"), "parent or guardian"),
        (("ASB/2003/0001", "abc"), "no such contract"),
        (("ASB/2003/0001", "first-warning", "--to", "Roy Samplewell"), "Roy Samplewell"),
        (("ASB/2003/0001", "first-warning", "--set", "reply=soon"), "asks for: rule_broken"),
        (("ASB/2003/0001", "first-warning", "--set", "reply_by=soonish"), "reply_by"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], folder: str, tmp_path: Path, argv: tuple[str, ...], words: str
) -> None:
    code, out, err = said(capsys, "letter", folder, *argv, "--out", tmp_path / "x.pdf")
    assert (code, out) == (1, "")
    assert words in err
    assert "Traceback" not in err


def test_a_check_names_what_is_wrong_and_is_1(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    code, out, _ = said(capsys, "check", folder)
    assert code == 0
    assert out.endswith("The office is whole.\n")
    path = Path(folder) / "office.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 + 200] ^= 0xFF
    path.write_bytes(bytes(content))
    code, out, _ = said(capsys, "check", folder, "--json")
    assert code == 1
    assert not json.loads(out)["ok"]


@pytest.mark.parametrize("change", [{"ASBDESK_PASSWORD": "wrong-password"}, {"ASBDESK_USER": "nobody"}])
def test_a_wrong_password_is_refused(
    capsys: pytest.CaptureFixture[str], folder: str, monkeypatch: pytest.MonkeyPatch, change: dict[str, str]
) -> None:
    for name, value in change.items():
        monkeypatch.setenv(name, value)
    code, _, err = said(capsys, "list", folder, "people")
    assert (code, err.strip()) == (1, "User name and password do not go together.")


def test_without_a_terminal_or_a_password_it_says_what_to_set(
    capsys: pytest.CaptureFixture[str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASBDESK_PASSWORD")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, _, err = said(capsys, "list", folder, "people")
    assert code == 1
    assert "ASBDESK_PASSWORD" in err


def test_at_a_terminal_it_asks(
    capsys: pytest.CaptureFixture[str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("ASBDESK_PASSWORD")
    monkeypatch.delenv("ASBDESK_USER")
    monkeypatch.setattr(sys, "stdin", Terminal(f"{LOGIN}\n"))
    monkeypatch.setattr("getpass.getpass", lambda _words: PASSWORD)
    assert said(capsys, "list", folder, "people")[0] == 0


def test_a_folder_without_an_office_is_told_before_a_password_is_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = said(capsys, "check", tmp_path)
    assert code == 1
    assert "There is no office in" in err


def test_a_bug_is_told_in_a_sentence_and_logged_without_its_words(
    capsys: pytest.CaptureFixture[str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Dean Mercer")

    monkeypatch.setattr(Office, "open", bug)
    code, out, err = said(capsys, "list", folder, "people")
    assert (code, out) == (1, "")
    assert err.startswith("Something went wrong that should not have.")
    assert "Mercer" not in err
    logged = paths.log_file().read_text("utf-8")
    assert "ZeroDivisionError" in logged
    assert "Mercer" not in logged


def test_the_selftest_goes_the_whole_way(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "selftest")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 9
    assert all(line.startswith("ok  ") for line in out.splitlines())


def test_the_demonstration_is_furnished_where_no_window_is_wanted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.demonstration_once import furnished

    monkeypatch.setattr("asbdesk.demonstration.furnish", lambda folder: shutil.copytree(furnished(), folder))
    for told in ("Furnishing the demonstration office", ""):  # the second time it is there
        code, out, err = said(capsys, "demo", tmp_path / "demo", "--no-window")
        assert (code, out) == (0, f"{tmp_path / 'demo'}\n")
        assert err.startswith(told)
        assert bool(err) == bool(told)
    monkeypatch.setenv("ASBDESK_USER", "demo")
    monkeypatch.setenv("ASBDESK_PASSWORD", "demo-office")
    assert said(capsys, "list", tmp_path / "demo", "cases")[1].count("ASB/2003/") == 14


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux runs without a display")
@pytest.mark.parametrize(("argv", "opened"), [((), None), (("some/office",), Path("some/office"))])
def test_nothing_or_a_folder_opens_the_window(
    monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], opened: Path | None
) -> None:
    asked: list[Path | None] = []
    monkeypatch.setattr(cli, "_open_window", lambda folder, _sign_in: asked.append(folder) or 0)
    assert cli.run(argv) == 0
    assert asked == [opened]


def test_without_a_display_the_window_names_xvfb(
    capsys: pytest.CaptureFixture[str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for argv in ((folder,), ("demo", folder)):
        code, out, err = said(capsys, *argv)
        assert (code, out) == (1, "")
        assert "xvfb-run" in err


def run(*argv: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *argv], capture_output=True, text=True, check=False, encoding="utf-8", **more
    )  # type: ignore[call-overload]


def test_a_list_loads_no_window(folder: str) -> None:
    done = run("-c", "import sys; from asbdesk import cli; code = cli.run(sys.argv[1:]); "
               "sys.exit(code or any(name.startswith('PySide6') for name in sys.modules))", "list", folder, "cases",
               cwd=paths.resources().parent)  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_a_reader_that_has_enough_ends_it_quietly(folder: str) -> None:
    command = f'"{sys.executable}" -m asbdesk list "{folder}" incidents --json | true'
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=False, cwd=paths.resources().parent
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_console_that_lacks_letters_shows_others_in_their_place(folder: str, tmp_path: Path) -> None:
    import os

    office, who = Office.open(Path(folder), LOGIN, PASSWORD)
    from asbdesk.services import people
    from tests.factories import person_values

    do(office, who, people.add_person, person_values("Żółw \x1b[2J", "Ficshaw", born=date(1990, 1, 1)))
    office.close()
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("-m", "asbdesk", "list", folder, "people", cwd=paths.resources().parent, env=environment)
    assert done.returncode == 0, done.stderr
    assert "??" in done.stdout
    assert "\x1b" not in done.stdout
