"""Main module of a sandbox in a child process.

It reads the settings from standard input, writes the port to standard output, and stops when standard input is closed.
"""

from __future__ import annotations

import json
import signal
import sys

from timeback._escaping.terminal import install
from timeback.sandbox import Sandbox


def main() -> None:
    # Ctrl+C reaches all processes of a terminal. This one stops when its parent closes the input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    install()
    settings = json.loads(sys.stdin.readline())
    with Sandbox(**settings) as box:
        sys.stdout.write(json.dumps({"port": box.port}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
