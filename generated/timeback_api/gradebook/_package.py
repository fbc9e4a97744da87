"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "gradebook", "api", "/ims/oneroster/gradebook/v1p2", "timeback_api.common.models.imsx_error:parse_imsx_error"
)
