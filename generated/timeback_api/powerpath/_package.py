"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package("powerpath", "api", "/powerpath", "timeback_api.common.models.imsx_error:parse_imsx_error")
HEALTH_CHECK = "api.test_assignments.list_all_test_assignments"
"""The module of the operation that a health check sends, below this package; None if the service has no listing."""
