"""The command line. It answers an exit code: 0 done, 1 refused with a sentence, 2 wrong usage; never a traceback.

What is heavy is imported by the command that needs it: ``asbdesk list`` knows no window.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asbdesk import __version__, logs, paths
from asbdesk.errors import AsbdeskError, Refused

if TYPE_CHECKING:
    import argparse  # a start with nothing or a folder does without it, and paints sooner

    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor

log = logging.getLogger(__name__)

USER, PASSWORD = "ASBDESK_USER", "ASBDESK_PASSWORD"
_SHOWN_REFUSALS = 20
_COMMANDS = """commands:
  demo [FOLDER]                         open the furnished demonstration office
  import FOLDER FILE                    take a file of incidents, people or addresses in
  letter FOLDER CASE TEMPLATE           write a letter of a case as a PDF
  list FOLDER KIND                      cases, people, incidents, contracts, orders or documents
  check FOLDER                          is the office whole?
  selftest                              does the program work on this computer?

"asbdesk COMMAND --help" tells more. Signing in: a prompt, or ASBDESK_USER and ASBDESK_PASSWORD."""


def run(argv: Sequence[str]) -> int:
    """Run a command and answer its exit code."""
    _any_console()
    try:
        return _command(argv)
    except SystemExit as end:  # argparse has said what was wrong
        return int(end.code or 0)
    except AsbdeskError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        # Whoever read the lines has enough. What is still buffered goes nowhere, so that nothing complains at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _refuse("Stopped.")
    except Exception:
        logs.start()
        log.exception("a command failed")
        return _refuse(
            "Something went wrong that should not have. Nothing half-done was kept. "
            f"Where it happened is written, without names, in {paths.log_file()}."
        )


def _command(argv: Sequence[str]) -> int:
    if not argv or (len(argv) == 1 and argv[0] not in _RUN and not argv[0].startswith("-")):
        return _open_window(Path(argv[0]) if argv else None, None)
    command, rest = (argv[0], argv[1:]) if argv[0] in _RUN else ("", argv)
    return _RUN[command](_parser(command).parse_args(rest))


def _any_console() -> None:
    """A console that lacks a letter shows a question mark instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


def _parser(command: str) -> argparse.ArgumentParser:
    import argparse

    if not command:
        parser = argparse.ArgumentParser(
            prog="asbdesk",
            description="Casework on anti-social behaviour. Without a command, the window opens.",
            epilog=_COMMANDS,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="the office's folder")
        parser.add_argument("--version", action="version", version=f"ASB Desk {__version__}")
        return parser
    parser = argparse.ArgumentParser(prog=f"asbdesk {command}", description=_RUN[command].__doc__)
    _ARGUMENTS[command](parser)
    return parser


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where it is, or is to be")
    parser.add_argument("--no-window", action="store_true", help="furnish it and open nothing")


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the office's folder")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, TSV, XLSX, XLS or JSON")
    parser.add_argument(
        "--kind", choices=("incidents", "people", "addresses"), help="what the rows are; recognised unless said"
    )
    for kind in ("people", "addresses"):
        parser.add_argument(f"--{kind}", action="store_const", dest="kind", const=kind, help=f"as --kind {kind}")
    parser.add_argument(
        "--profile",
        default="",
        metavar="NAME",
        help="the profile, or the office's own kept mapping; recognised unless said",
    )
    parser.add_argument("--dates", choices=("day-first", "month-first"), help="how to read a date such as 3/11/2003")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook; the first with a table unless said")
    parser.add_argument(
        "--other-incidents", action="store_true", help="take them in although an earlier file covers the same days"
    )
    parser.add_argument(
        "--doubles", choices=("known", "new"), help="what people are who may be somebody known; asked about unless said"
    )
    parser.add_argument("--json", action="store_true", help="what came of it as JSON")


def _letter_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the office's folder")
    parser.add_argument("case", metavar="CASE-REFERENCE", help="such as ASB/2003/0147")
    parser.add_argument("template", metavar="TEMPLATE", help="such as first-warning")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the PDF to write")
    parser.add_argument("--to", default="", metavar="NAME", help="to whom, where the case has several")
    parser.add_argument("--contract", default="", metavar="REFERENCE", help="which contract; the newest unless said")
    parser.add_argument(
        "--set", dest="answers", action="append", default=[], metavar="NAME=VALUE", help="an answer to what is asked"
    )
    parser.add_argument(
        "--format", default="", choices=("ordinary", "large-print", "easy-read"), help="the recipient's own unless said"
    )
    parser.add_argument(
        "--language", default="", choices=("en", "cy", "cy-en", "en-cy"), help="English, Welsh, or both in that order"
    )
    parser.add_argument("--allow-missing", action="store_true", help="write a draft although facts are missing")
    parser.add_argument("--file", action="store_true", help="file the letter in the case as well")
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="why a manager files it without a record of proportionality"
    )
    parser.add_argument("--json", action="store_true", help="what came of it as JSON")


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    from asbdesk.cli_rows import KINDS

    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the office's folder")
    parser.add_argument("kind", choices=tuple(KINDS), help="what to list")
    parser.add_argument(
        "--names", default="", metavar="REASON", help="why a manager lets it name protected people; the audit keeps it"
    )
    parser.add_argument("--json", action="store_true", help="an array of objects, dates in ISO form")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the office's folder")
    parser.add_argument("--json", action="store_true", help="what was found as JSON")


def _window(given: argparse.Namespace) -> int:
    """Open the window."""
    return _open_window(given.folder, None)


def _demo(given: argparse.Namespace) -> int:
    """Furnish the demonstration office, where it is not there yet, and open it signed in."""
    from asbdesk import demonstration
    from asbdesk.storage.office import exists

    folder: Path = given.folder or paths.demonstration_office()
    if not exists(folder):
        print(f"Furnishing the demonstration office in {folder} …", file=sys.stderr)
        demonstration.furnish(folder)
    if given.no_window:
        print(folder)
        return 0
    return _open_window(folder, (demonstration.USER, demonstration.PASSWORD))


def _open_window(folder: Path | None, sign_in: tuple[str, str] | None) -> int:
    try:
        from asbdesk import app
    except ImportError as error:  # Qt's own libraries are missing; it names them
        raise Refused(
            f"The window cannot be opened here: {error}.", "python3 dev.py setup says what is needed."
        ) from error
    why_not = app.no_display()
    return _refuse(why_not) if why_not else app.run(folder, sign_in=sign_in)


def _import(given: argparse.Namespace) -> int:
    """Take another agency's file of incidents, of people or of addresses in, whole or not at all."""
    from dataclasses import replace

    from asbdesk.domain.imports import Holds
    from asbdesk.importers.dates import DateFormat
    from asbdesk.importers.known import mapping_in
    from asbdesk.importers.read import sniff
    from asbdesk.importers.run import run_import

    with _signed_in(given.folder, alone=True) as (office, who):
        reading = sniff(given.file, sheet=given.sheet)
        mapping = mapping_in(office, reading, given.profile, Holds(given.kind) if given.kind else None)
        if given.dates:
            mapping = replace(mapping, prefer=DateFormat(given.dates))
        imported = run_import(
            office, who, given.file, reading, mapping, overlap_allowed=given.other_incidents, doubles=given.doubles
        )
    told = imported.as_json()
    print(_json(told) if given.json else imported.sentence)
    if not given.json:
        for refused in told["refused_rows"][:_SHOWN_REFUSALS]:
            print(f"Row {refused['row']}: {refused['reason']}", file=sys.stderr)
    return 0


def _letter(given: argparse.Namespace) -> int:
    """Write a letter of a case as a PDF, and file it where that is asked for."""
    from asbdesk.cli_letter import Asked, write_letter

    with _signed_in(given.folder, alone=given.file) as (office, who):
        done = write_letter(
            office,
            who,
            Asked(
                case=given.case,
                template=given.template,
                out=given.out,
                to=given.to,
                contract=given.contract,
                answers=tuple(given.answers),
                allow_missing=given.allow_missing,
                file=given.file,
                reason=given.reason,
                format=given.format,
                language=given.language,
            ),
        )
    if given.json:
        print(_json(done.as_json()))
    else:
        for words in done.sentences:
            print(words, file=sys.stdout if done.written else sys.stderr)
    return 0 if done.written else 1


def _list(given: argparse.Namespace) -> int:
    """List everything of one kind. An open window is no hindrance."""
    from asbdesk.cli_rows import told
    from asbdesk.services.list_guard import hidden_words

    with _signed_in(given.folder, alone=bool(given.names)) as (office, who):
        made = told(office, who, given.kind, as_json=given.json, reason=given.names)
        for line in made.lines:
            print(line)
    sys.stdout.flush()
    if made.hidden:
        print(f"{hidden_words(made.hidden)} A manager writes their names with --names REASON.", file=sys.stderr)
    return 0


def _check(given: argparse.Namespace) -> int:
    """Look whether the office is whole; nothing is changed. An open window is no hindrance."""
    from asbdesk.storage.health import check

    with _signed_in(given.folder, alone=False) as (office, _):
        findings = check(office)
    good = all(each.good for each in findings)
    if given.json:
        found = [{"what": f.what, "ok": f.good, "troubles": list(f.troubles), "count": f.count} for f in findings]
        print(_json({"ok": good, "findings": found}))
        return 0 if good else 1
    for each in findings:
        print(f"{'ok     ' if each.good else 'WRONG  '}{each.what}")
        for words in each.troubles:
            print(f"       {words}")
        if each.count > len(each.troubles):
            print(f"       and {each.count - len(each.troubles)} more.")
    print("The office is whole." if good else "Keep a copy of the whole folder before anything is mended.")
    return 0 if good else 1


def _selftest(_given: argparse.Namespace) -> int:
    """Try the whole program on this computer, in a folder that is thrown away."""
    from asbdesk.selftest import steps

    for words in steps():
        print(f"ok  {words}", flush=True)
    return 0


@contextmanager
def _signed_in(folder: Path, *, alone: bool) -> Generator[tuple[Office, Actor]]:
    """The office, opened by whoever the environment or the prompt names."""
    from asbdesk.errors import NoOffice
    from asbdesk.storage.office import Office, exists

    if not exists(folder):
        raise NoOffice(f"There is no office in “{folder}”.", "Give the folder that the window opens.")
    user, password = _who()
    office, who = Office.open(folder, user, password, alone=alone)
    try:
        yield office, who
    finally:
        office.close()


def _json(facts: object) -> str:
    import json  # here, because the window starts without it

    return json.dumps(facts)


def _who() -> tuple[str, str]:
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if (not user or not password) and not sys.stdin.isatty():
        raise Refused(f"There is nobody to ask for a password. Set {USER} and {PASSWORD}, or run this at a terminal.")
    user = user or _ask("User name: ")
    if not password:
        import getpass

        password = getpass.getpass("Password: ")
    return user, password


def _ask(words: str) -> str:
    print(words, end="", file=sys.stderr, flush=True)  # standard output may be going to another program
    return sys.stdin.readline().strip()


_RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "": _window,
    "demo": _demo,
    "import": _import,
    "letter": _letter,
    "list": _list,
    "check": _check,
    "selftest": _selftest,
}
_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser], Any]] = {
    "demo": _demo_arguments,
    "import": _import_arguments,
    "letter": _letter_arguments,
    "list": _list_arguments,
    "check": _check_arguments,
    "selftest": lambda _parser: None,
}
