"""The command line ``timeback``, such as ``timeback get users --limit 10``. Needs the extra ``cli``.

A new command is a module in ``commands``; code that several commands share is a module here.
"""

from __future__ import annotations

import sys

from timeback_runtime.extras import missing_package


def main() -> None:
    """Run the command ``timeback``; this is its entry point."""
    # httpx imports its own command line, with rich and pygments, if they are installed. That takes longer than a call.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
    try:
        from timeback.cli.app import timeback
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit(missing_package("the command timeback", "click", "cli"))
    from timeback.cli.streams import install

    install()
    try:
        timeback(prog_name="timeback")
    except Exception as error:  # noqa: BLE001 - a bug in this package; printed here because Python 3.13+ adds colours
        import traceback

        sys.stderr.write("".join(traceback.format_exception(error)))
        sys.exit(1)
