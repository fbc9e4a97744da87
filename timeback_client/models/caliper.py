"""Time spent events of Caliper, with their actor, activity and metrics."""

from __future__ import annotations

from timeback.services.events.context import CALIPER
from timeback_api.events.models import ActivityContext as _ActivityContext
from timeback_api.events.models import SpentTimeEvent as _SpentTimeEvent
from timeback_api.events.models import TimebackUser as _TimebackUser
from timeback_api.events.models import TimeSpentMetric as _TimeSpentMetric
from timeback_api.events.models import TimeSpentMetrics as _TimeSpentMetrics
from timeback_api.events.models import TimeSpentType as _TimeSpentType
from timeback_client._compat_model import CompatModel, enumeration

TimeSpentType = enumeration("TimeSpentType", _TimeSpentType, __name__)


class TimeSpentMetric(
    CompatModel,
    names="type subType value startDate endDate extensions",
    of=_TimeSpentMetric,
    required="type value",
    nested={"type": TimeSpentType},
):
    """The seconds of one kind of time."""


class TimebackTimeSpentMetricsCollection(
    CompatModel,
    names="id type items extensions",
    of=_TimeSpentMetrics,
    required="items",
    nested={"items": TimeSpentMetric},
    defaults={"type": "TimebackTimeSpentMetricsCollection"},
):
    """The time spent in one event, by its kinds."""


class TimebackUser(
    CompatModel,
    names="id type email name role extensions",
    of=_TimebackUser,
    required="id email",
    defaults={"type": "TimebackUser"},
):
    """The person who acted."""


class TimebackActivityContext(
    CompatModel,
    names="id type subject app activity course extensions",
    of=_ActivityContext,
    required="subject app activity",
    defaults={"type": "TimebackActivityContext"},
):
    """The activity in which an event occurred."""


class TimebackTimeSpentEvent(
    CompatModel,
    names="context=@context id type actor action object eventTime profile edApp generated",
    of=_SpentTimeEvent,
    required="actor object eventTime edApp generated",
    nested={
        "actor": TimebackUser,
        "object": TimebackActivityContext,
        "generated": TimebackTimeSpentMetricsCollection,
    },
    defaults={
        "context": CALIPER,
        "type": "TimeSpentEvent",
        "action": "SpentTime",
        "profile": "TimebackProfile",
    },
):
    """The time that a person spent in an activity.

    An event without an id gets one when it is sent by :meth:`~timeback_client.api.caliper.CaliperAPI.send_event`.
    """
