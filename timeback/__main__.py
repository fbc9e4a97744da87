"""The command line for ``python -m timeback``, where the folder of commands is not on the PATH."""

from timeback.cli import main

main()
