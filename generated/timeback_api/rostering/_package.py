"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "rostering", "api", "/ims/oneroster/rostering/v1p2", "timeback_api.common.models.imsx_error:parse_imsx_error"
)
