"""The commands of ``timeback``, one module for each. A new command also needs its help text in ``timeback.cli.app``."""
