"""The common settings of the operations of this package."""

from timeback_runtime.messages import Package

PACKAGE = Package("events", "events", "", "timeback_api.common.models.outcome:parse_outcome")
HEALTH_CHECK = "api.events.list_events"
"""The module of the operation that a health check sends, below this package; None if the service has no listing."""
