"""The errors of every package."""

from timeback_runtime.errors import *  # noqa: F403
