"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package("edubridge", "api", "/edubridge", "timeback_api.common.models.imsx_error:parse_imsx_error")
HEALTH_CHECK = None
"""The module of the operation that a health check sends, below this package; None if the service has no listing."""
