"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "library",
    "qti",
    "",  # the setting qti_api_url is the complete address, with its /api
    "timeback_api.common.models.status_info:parse_status_info",
)
HEALTH_CHECK = "api.books.get_all_books"
"""The module of the operation that a health check sends, below this package; None if the service has no listing."""
