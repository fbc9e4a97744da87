"""The version of this distribution. A test compares it with that of pyproject.toml.

It is a constant because reading it with ``importlib.metadata`` takes several milliseconds of each start.
"""

__version__ = "0.1.0.dev0"
