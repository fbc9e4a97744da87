"""The exception classes, the same in every package."""

from timeback_runtime.errors import *
