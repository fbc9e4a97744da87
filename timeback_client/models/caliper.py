"""Caliper names, which this release does not support: they can be imported, but raise NotInThisRelease when used."""

from timeback_client._errors import absent

TimeSpentType = absent("TimeSpentType", __name__)
TimeSpentMetric = absent("TimeSpentMetric", __name__)
TimebackTimeSpentMetricsCollection = absent("TimebackTimeSpentMetricsCollection", __name__)
TimebackUser = absent("TimebackUser", __name__)
TimebackActivityContext = absent("TimebackActivityContext", __name__)
TimebackTimeSpentEvent = absent("TimebackTimeSpentEvent", __name__)
