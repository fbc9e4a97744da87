"""The version of this distribution: the one of pyproject.toml, which a test compares.

``importlib.metadata`` would find it, and takes longer than the rest of a small module's import a hundred times over.
"""

__version__ = "0.1.0.dev0"
