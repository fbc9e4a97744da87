"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.reference import Reference as Reference
    from timeback_api.common.models.shelf import Shelf as Shelf
    from timeback_api.common.models.status_info import StatusInfo as StatusInfo

_NAMES = {"Reference": ".reference", "Shelf": ".shelf", "StatusInfo": ".status_info"}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
