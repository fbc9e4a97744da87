"""The process that measures one row for one side of a comparison: ``python -m bench.side ROW [--quick]``.

It runs with the interpreter of that side. The rows are those of ``bench.cases``. They use only public names of the
measured packages, since the internals of another version may differ.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import traceback

from bench import channel, measure
from bench.cases import LEGS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("row", choices=LEGS)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    comparison = channel.comparison = _connect()
    measure.ours_alone = True
    spec = importlib.util.find_spec("timeback")
    leg = LEGS[options.row]
    try:
        comparison.begin(None if spec is None else spec.origin)
        if not leg.orjson:
            sys.modules["orjson"] = None  # type: ignore[assignment]
        elif importlib.util.find_spec("orjson") is None:
            raise RuntimeError("orjson is not installed")
        leg.run(measure.Plan(quick=options.quick, peers=False))
    except EOFError:
        return 1
    except Exception as error:  # noqa: BLE001
        # For any error, the comparing process prints that the row cannot run here.
        traceback.print_exc()
        comparison.tell(cannot=f"{type(error).__name__}: {error}")
    return 0


def _connect() -> channel.Comparison:
    """Reserve the two pipes for messages, so that output of a row or its child processes does not mix with them."""
    receive, send = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return channel.Comparison(receive, send)


if __name__ == "__main__":
    raise SystemExit(main())
