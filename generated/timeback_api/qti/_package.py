"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "qti",
    "qti",
    "",  # the setting qti_api_url is the complete address, with its /api
    "timeback_api.qti.models.error_reply:parse_error_reply",
)
HEALTH_CHECK = "api.assessment_items.search_assessment_items"
"""The module of the operation that a health check sends, below this package; None if the service has no listing."""
