"""``python -m asbdesk`` and the ``asbdesk`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and answer its exit code: 0 done, 1 refused, 2 wrong usage."""
    from asbdesk.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
