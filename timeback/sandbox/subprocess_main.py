"""The process of a sandbox: settings come in by standard input, the port goes out, and the end of the input ends it."""

from __future__ import annotations

import json
import signal
import sys

from timeback._escaping.terminal import install
from timeback.sandbox import Sandbox


def main() -> None:
    # Ctrl+C goes to all processes of a terminal; this one ends when its parent lets go of the input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    install()
    settings = json.loads(sys.stdin.readline())
    with Sandbox(**settings) as box:
        sys.stdout.write(json.dumps({"port": box.port}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
