"""The installed version of this distribution."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("timeback-client")
except PackageNotFoundError:
    # The packages are imported from a folder that is not installed.
    __version__ = "unknown"
