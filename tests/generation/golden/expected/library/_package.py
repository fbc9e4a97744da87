"""What the operations of this package share."""

from timeback_api._core.wire import Package

PACKAGE = Package(
    "library",
    "qti",
    "/lib/v1",
    "timeback_api.common.models.status_info:parse_status_info",
)
