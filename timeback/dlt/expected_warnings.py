"""Drops a warning that dlt logs for each resource on each run, although loading is right.

JSON is text in an Arrow batch, and the hint of its column says that the text is JSON. dlt reports the difference.
"""

from __future__ import annotations

import logging
from typing import Final

_TEXT: Final = "several column hints were different"


class _DifferentHints(logging.Filter):
    def __init__(self) -> None:
        super().__init__()
        self.resources: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        return _TEXT not in text or not any(f"In resource: {name}," in text for name in self.resources)


_filter = _DifferentHints()


def drop_expected_warnings(resource: str) -> None:
    """Drop the warning for a resource from now on."""
    _filter.resources.add(resource)
    # A logger has a filter once, however often it is added.
    logging.getLogger("dlt").addFilter(_filter)
