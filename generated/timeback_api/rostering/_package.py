"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package(
    "rostering", "api", "/ims/oneroster/rostering/v1p2", "timeback_api.common.models.imsx_error:parse_imsx_error"
)
HEALTH_CHECK = "api.orgs.get_all_orgs"
"""The module of the operation that a health check sends, below this package; None if the service has no listing."""
