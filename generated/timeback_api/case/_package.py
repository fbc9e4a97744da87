"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package("case", "api", "/ims/case/v1p1", "timeback_api.common.models.imsx_error:parse_imsx_error")
HEALTH_CHECK = "api.documents.list_documents"
"""The module of the operation that a health check sends, below this package; None if the service has no listing."""
