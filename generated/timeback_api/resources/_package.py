"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "resources", "api", "/ims/oneroster/resources/v1p2", "timeback_api.common.models.imsx_error:parse_imsx_error"
)
HEALTH_CHECK = "api.resources.get_all_resources"
"""The module of the operation that a health check sends, below this package; None if the service has no listing."""
