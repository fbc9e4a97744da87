"""What the operations of this package share."""

from timeback_api._core.wire import Package

PACKAGE = Package(
    "powerpath",
    "api",
    "/powerpath",
    "timeback_api.common.models.imsx_error:parse_imsx_error",
)
