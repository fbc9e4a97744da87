"""The errors of every package."""

from timeback_api._core.errors import *  # noqa: F403
