"""What `import timeback` costs, in parts of what `import httpx` costs, each in an interpreter of its own."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# httpx brings up its own command line where click and rich are there, as they are for development: without them, as for
# most users, it is nearly twice as quick, and that is the cost to compare with.
BARE = "import sys; sys.modules['click'] = sys.modules['rich'] = None"


def cost(module: str) -> int:
    """Microseconds of the import with all that it pulls in, as -X importtime tells them."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "generated")])}
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", f"{BARE}; import {module}"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    for line in reversed(run.stderr.splitlines()):
        _, cumulative, name = line.removeprefix("import time:").split("|")
        if name.strip() == module:
            return int(cumulative)
    raise RuntimeError(f"-X importtime did not mention {module}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="interpreters started for each (default: 15)")
    parser.add_argument("--limit", type=float, help="fail if the ratio of the minimums is above this")
    options = parser.parse_args()

    modules = ("httpx", "timeback")
    for module in modules:
        # The first import may have to compile.
        cost(module)
    times: dict[str, list[int]] = {module: [] for module in modules}
    for _ in range(options.rounds):
        for module in modules:
            times[module].append(cost(module))

    ratio = min(times["timeback"]) / min(times["httpx"])
    print(f"Python {platform.python_version()}, {options.rounds} rounds")
    print(f"{'':12}{'minimum':>12}{'median':>12}")
    for module in modules:
        print(f"{module:12}{min(times[module]) / 1e3:>9.2f} ms{statistics.median(times[module]) / 1e3:>9.2f} ms")
    print(f"{'ratio':12}{ratio:>12.2f}")
    return int(options.limit is not None and ratio > options.limit)


if __name__ == "__main__":
    raise SystemExit(main())
