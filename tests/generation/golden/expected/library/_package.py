"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "library",
    "qti",
    "",  # the setting qti_api_url is the complete address, with its /api
    "timeback_api.common.models.status_info:parse_status_info",
)
