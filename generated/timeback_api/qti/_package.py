"""What the operations of this package share."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "qti",
    "qti",
    "",  # qti_api_url names the whole address, its /api included
    "timeback_api.qti.models.error_reply:parse_error_reply",
)
