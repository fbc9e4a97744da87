from enum import StrEnum


class MetricSource(StrEnum):
    """Where a metric is taken from: the application of the platform, an application that sends it itself, an adapter,
    PowerPath, or manual entry.
    """

    TIMEBACK_APP = "timeback_app"
    TIMEBACK_DIRECT_INTEGRATION = "timeback_direct_integration"
    TIMEBACK_ADAPTER = "timeback_adapter"
    POWERPATH = "powerpath"
    MANUAL_ENTRY = "manual_entry"
