"""What the operations of this package share."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "library",
    "qti",
    "",  # qti_api_url names the whole address, its /api included
    "timeback_api.common.models.status_info:parse_status_info",
)
