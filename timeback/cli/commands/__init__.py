"""The commands of ``timeback``, one module for each group. A new command is also listed in ``timeback.cli.app``."""
