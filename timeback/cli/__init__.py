"""The command line: ``timeback get users --limit 10``. Needs the extra ``cli``."""

from __future__ import annotations

import sys


def main() -> None:
    """The entry point of the command ``timeback``."""
    try:
        from timeback.cli._root import timeback
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit("The command line needs more than the client: pip install 'timeback-client[cli]'")
    timeback(prog_name="timeback")
