"""The hands and eyes of a journey: finds and uses controls through AT-SPI alone, as a screen reader does.

Run by the system's own Python, for which Debian packages pyatspi: it imports nothing of the program or of the tests.
It reads one request from each line of standard input, ``{"do": "press", "name": "Save", ...}``, and answers each with
one line, ``{"ok": true, "value": ...}`` or ``{"ok": false, "why": "...", "tree": [...]}``. Every request waits for its
control until ``seconds`` have passed.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyatspi
from gi.repository import Atspi, GLib

PAUSE = 0.04
DOWN = 2.0
"""Seconds. A button that opens a menu stays down as long as the menu is there."""
CLOSED = {"table", "tree table", "list", "tree", "combo box"}
"""What may have a million children: looked into only when it is asked for."""
TYPED = {"text", "password text", "entry", "spin button"}
PRESSED = {"push button", "toggle button", "check box", "radio button", "menu item", "link", "page tab",
           "push button menu", "button menu"}  # fmt: skip


class Missing(Exception):
    """Not (yet) there."""


def desktop() -> Any:
    root = pyatspi.Registry.getDesktop(0)
    root.clearCache()
    return root


def showing(node: Any) -> bool:
    state = node.getState()
    return state.contains(pyatspi.STATE_SHOWING) and state.contains(pyatspi.STATE_VISIBLE)


def children(node: Any) -> Iterator[Any]:
    for place in range(node.childCount):
        child = node.getChildAtIndex(place)
        if child is not None:
            yield child


def walk(node: Any, depth: int = 0, *, into: bool = False) -> Iterator[tuple[int, Any]]:
    """The controls on the screen from this one down, as the tree has them."""
    yield depth, node
    if depth and not into and node.getRoleName() in CLOSED:
        return
    for child in children(node):
        if showing(child):
            yield from walk(child, depth + 1, into=into)


def windows(title: str = "") -> list[Any]:
    """The program's windows, the newest first, so that a dialog comes before what lies behind it."""
    found = [top for app in children(desktop()) for top in children(app) if showing(top)]
    return [top for top in reversed(found) if title in top.name]


def fits(node: Any, name: str, roles: set[str], *, part: bool) -> bool:
    if roles and node.getRoleName() not in roles:
        return False
    shown = node.name or ""
    return name in shown if part else shown == name


def find(ask: dict[str, Any], roles: set[str]) -> Any:
    """The first control of that name on the screen."""
    wanted = {ask["role"]} if ask.get("role") else roles
    for top in windows(ask.get("window", "")):
        for _, node in walk(top):
            if fits(node, ask["name"], wanted, part=ask.get("part", False)):
                return node
    raise Missing(f"no {' or '.join(sorted(wanted)) or 'control'} “{ask['name']}”")


def usable(ask: dict[str, Any], roles: set[str]) -> Any:
    node = find(ask, roles)
    if not node.getState().contains(pyatspi.STATE_ENABLED):
        raise Missing(f"“{ask['name']}” is greyed out")
    return node


def act(node: Any, *names: str) -> None:
    """Do the first of these actions that the control has."""
    actions = node.queryAction()
    known = [actions.getName(n) for n in range(actions.nActions)]
    for name in names:
        if name in known:
            actions.doAction(known.index(name))
            return
    raise Missing(f"“{node.name}” ({node.getRoleName()}) has only {known}")


def text_of(node: Any) -> str:
    text = node.queryText()
    return text.getText(0, text.characterCount)


# What can be asked for


def see(ask: dict[str, Any]) -> dict[str, Any]:
    node = find(ask, set())
    state = node.getState()
    return {
        "role": node.getRoleName(),
        "name": node.name,
        "description": node.description,
        "enabled": state.contains(pyatspi.STATE_ENABLED),
        "checked": state.contains(pyatspi.STATE_CHECKED),
        "focused": state.contains(pyatspi.STATE_FOCUSED),
    }


def gone(ask: dict[str, Any]) -> bool:
    try:
        find(ask, set())
    except Missing:
        return True
    raise Missing(f"“{ask['name']}” is still there")


def press(ask: dict[str, Any]) -> None:
    node = usable(ask, PRESSED)
    act(node, "Press", "press", "click", "Toggle", "ShowMenu", "activate")
    released(node)


def released(node: Any) -> None:
    """Qt answers at once and lets a button stay down for a moment: only then does it do what it is for."""
    end = time.monotonic() + DOWN
    try:
        while time.monotonic() < end:
            node.clear_cache()
            if not node.getState().contains(pyatspi.STATE_PRESSED):
                return
            time.sleep(PAUSE)
    except (GLib.Error, LookupError):
        return  # what it did took it away


def tick(ask: dict[str, Any]) -> None:
    node = usable(ask, {"check box", "radio button", "toggle button"})
    if node.getState().contains(pyatspi.STATE_CHECKED) != ask.get("on", True):
        act(node, "Toggle", "toggle", "Press", "click")


def fill(ask: dict[str, Any]) -> str:
    """Put a text in the place of what stands in a field."""
    node = usable(ask, TYPED)
    node.queryComponent().grabFocus()
    node.queryEditableText().setTextContents(ask["text"])
    if node.getRoleName() == "password text":
        return ""
    return text_of(node)


def read(ask: dict[str, Any]) -> str:
    return text_of(find(ask, TYPED))


def focus(ask: dict[str, Any]) -> None:
    node = usable(ask, set() if ask.get("role") else TYPED | PRESSED | CLOSED)
    node.queryComponent().grabFocus()
    if not node.getState().contains(pyatspi.STATE_FOCUSED):
        raise Missing(f"“{ask['name']}” does not take the keyboard")


def choose(ask: dict[str, Any]) -> str:
    """Choose a line of a combo box by marking it in its list."""
    box = usable(ask, {"combo box"})
    offered = list(children(box.getChildAtIndex(0)))
    wanted = next((line for line in offered if line.name == ask["item"]), None)
    if wanted is None:
        raise Missing(f"“{ask['name']}” offers {[line.name for line in offered]}")
    if not wanted.getState().contains(pyatspi.STATE_SELECTED):
        act(wanted, "Toggle")
    if not wanted.getState().contains(pyatspi.STATE_SELECTED):
        raise Missing(f"“{ask['item']}” of “{ask['name']}” is not taken")
    return ask["item"]


def rows(ask: dict[str, Any]) -> list[str]:
    """The names of a list's or a table's rows that are there, at most ``most``."""
    return [" | ".join(cell.name for cell in row) for row in cells(find(ask, {"table", "list", "tree"}), ask)]


def cells(node: Any, ask: dict[str, Any]) -> list[list[Any]]:
    most = ask.get("most", 50)
    if node.getRoleName() == "table":
        table = node.queryTable()
        return [[table.getAccessibleAt(r, c) for c in range(table.nColumns)] for r in range(min(table.nRows, most))]
    return [[node.getChildAtIndex(n)] for n in range(min(node.childCount, most))]


def pick(ask: dict[str, Any]) -> str:
    """Select the first row that holds ``item``, and put the keyboard there. The row's words."""
    node = usable(ask, {"table", "list", "tree"})
    for row in cells(node, ask):
        words = " | ".join(cell.name for cell in row)
        if ask["item"] in words:
            node.queryComponent().grabFocus()
            act(row[0], "Toggle", "toggle", "Press", "SetFocus")
            return words
    raise Missing(f"no row with “{ask['item']}” in “{ask['name']}”")


def focused(_ask: dict[str, Any]) -> str:
    """The name of the control that has the keyboard; "" where none says so. What holds it may say so as well."""
    for top in windows():
        named = [
            (n, node.name) for n, node in walk(top) if node.name and node.getState().contains(pyatspi.STATE_FOCUSED)
        ]
        if named:
            return max(named)[1]
    return ""


def focused_on(ask: dict[str, Any]) -> None:
    now = focused(ask)
    if now != ask["name"]:
        raise Missing(f"the keyboard is in “{now}”, not in “{ask['name']}”")


def key(ask: dict[str, Any]) -> None:
    Atspi.generate_keyboard_event(ask["sym"], None, Atspi.KeySynthType.SYM)


def tree(ask: dict[str, Any]) -> list[str]:
    """Everything on the screen, a line to a control."""
    found: list[str] = []
    for top in windows():
        for depth, node in walk(top, into=ask.get("into", False)):
            if node.getRoleName() not in ("filler", "layered pane", "panel") or node.name:
                words = re.sub(r"\s+", " ", node.name or "")
                found.append(f"{'  ' * depth}{node.getRoleName()} “{words}” {actions_of(node)}")
    return found


def actions_of(node: Any) -> str:
    try:
        actions = node.queryAction()
    except NotImplementedError:
        return ""
    return " ".join(actions.getName(n) for n in range(actions.nActions))


VERBS: dict[str, Callable[[dict[str, Any]], Any]] = {
    verb.__name__: verb
    for verb in (see, gone, press, tick, fill, read, focus, focused, focused_on, choose, rows, pick, key, tree)
}


def patiently(ask: dict[str, Any]) -> Any:
    """Until the control is there and answers, or the time is up."""
    end = time.monotonic() + ask.get("seconds", 10)
    while True:
        try:
            return VERBS[ask["do"]](ask)
        except (Missing, GLib.Error, NotImplementedError, LookupError, AttributeError) as error:
            # A control may vanish between being found and being used: look again.
            if time.monotonic() > end:
                raise Missing(str(error)) from error
        time.sleep(PAUSE)


def tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    desktop()  # starts the accessibility bus, before the program looks for it
    tell({"ok": True, "value": "ready"})
    for line in sys.stdin:
        try:
            answer = {"ok": True, "value": patiently(json.loads(line))}
        except Missing as missing:
            answer = {"ok": False, "why": str(missing), "tree": tree({})}
        tell(answer)


if __name__ == "__main__":
    main()
