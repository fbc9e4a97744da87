"""The command line: ``timeback get users --limit 10``. Needs the extra ``cli``."""

from __future__ import annotations

import sys

from timeback_runtime.extras import missing_package


def main() -> None:
    """The entry point of the command ``timeback``."""
    try:
        from timeback.cli.app import timeback
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit(missing_package("the command timeback", "click", "cli"))
    from timeback._escaping.terminal import install

    install()
    try:
        timeback(prog_name="timeback")
    except Exception as error:  # noqa: BLE001 - a fault of ours, which the interpreter might show in colours
        import traceback

        sys.stderr.write("".join(traceback.format_exception(error)))
        sys.exit(1)
