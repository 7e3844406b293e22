"""The sheet with the recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from asbdesk.clock import SystemClock


def print_recovery_key(parent: QWidget, office: str, folder: Path, recovery: str) -> None:
    """Open the system's print dialog on a sheet with the key; nothing is written to the disk."""
    from asbdesk.documents.blocks import Heading, Panel, Paragraph, Run
    from asbdesk.documents.facts import OfficeFacts
    from asbdesk.documents.paper import Paper
    from asbdesk.documents.pdf import render
    from asbdesk.ui.kit.printing import print_bytes

    def words(text: str, *, bold: bool = False) -> Paragraph:
        return Paragraph((Run(text, bold=bold),))

    blocks = (
        Heading(1, (Run("Recovery key of the office"),)),
        words("This key opens the office's records when every password is lost."),
        Panel((words(recovery, bold=True),)),
        words(f"The records are kept in: {folder}"),
        words("On the sign-in page choose “Lost password”, type this key and a new password."),
        words("Whoever has this sheet and the office's folder can read everything. Lock it away from the computer."),
    )
    paper = Paper("Recovery key", blocks, OfficeFacts(office), layout="document", date=SystemClock().today())
    print_bytes(parent, render(paper), "Recovery key")
