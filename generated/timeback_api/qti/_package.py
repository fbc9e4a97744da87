"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "qti",
    "qti",
    "",  # the setting qti_api_url is the complete address, with its /api
    "timeback_api.qti.models.error_reply:parse_error_reply",
)
