"""A request to store events."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.events.models.completed_activity_event import CompletedActivityEvent
from timeback_api.events.models.entity import Entity
from timeback_api.events.models.envelope_item import EnvelopeItem, parse_envelope_item
from timeback_api.events.models.event import Event
from timeback_api.events.models.question_event import QuestionEvent
from timeback_api.events.models.question_grade_event import QuestionGradeEvent
from timeback_api.events.models.spent_time_event import SpentTimeEvent
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list,
    untracked_subclass,
)
from timeback_runtime.model_validators import DiscriminatedUnion
from timeback_runtime.validators import DATETIME, Field, ListOf, OneOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Envelope(Model):
    """A request to store events.

    Attributes:
        sensor: IRI that identifies the sending application. It need not be an address that can be opened.
        send_time: When the envelope is sent, in UTC with three decimals and `Z`.
        data: The events and entities.
        data_version: Version of the standard.
    """

    FIELDS = {
        "sensor": Field("sensor", Text(1), True),
        "send_time": Field("sendTime", DATETIME, True),
        "data_version": Field("dataVersion", OneOf("http://purl.imsglobal.org/ctx/caliper/v1p2"), True),
        "data": Field(
            "data",
            ListOf(
                DiscriminatedUnion(
                    "type",
                    {
                        "ActivityEvent": CompletedActivityEvent,
                        "TimeSpentEvent": SpentTimeEvent,
                        "AssessmentItemEvent": QuestionEvent,
                        "GradeEvent": QuestionGradeEvent,
                        "AnnotationEvent": Event,
                        "AssessmentEvent": Event,
                        "AssignableEvent": Event,
                        "Event": Event,
                        "FeedbackEvent": Event,
                        "ForumEvent": Event,
                        "MediaEvent": Event,
                        "MessageEvent": Event,
                        "NavigationEvent": Event,
                        "QuestionnaireEvent": Event,
                        "QuestionnaireItemEvent": Event,
                        "ResourceManagementEvent": Event,
                        "SearchEvent": Event,
                        "SessionEvent": Event,
                        "SurveyEvent": Event,
                        "SurveyInvitationEvent": Event,
                        "ThreadEvent": Event,
                        "ToolLaunchEvent": Event,
                        "ToolUseEvent": Event,
                        "ViewEvent": Event,
                        "Entity": Entity,
                    },
                    None,
                ),
                1,
            ),
            True,
        ),
    }
    NESTED = {"data": ("data", None)}

    sensor: str
    send_time: datetime.datetime
    data: list[EnvelopeItem]
    data_version: str = "http://purl.imsglobal.org/ctx/caliper/v1p2"

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Envelope)
        value: Any
        data = self._start_dict()
        if (value := self.sensor) is not None or "sensor" in data:
            data["sensor"] = value
        if (value := self.send_time) is not None or "sendTime" in data:
            data["sendTime"] = format_datetime(value, data.get("sendTime"))
        if (value := self.data_version) is not None or "dataVersion" in data:
            data["dataVersion"] = value
        if (value := self.data) is not None or "data" in data:
            data["data"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.data = parse_list(data.get("data"), parse_envelope_item)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Envelope:
        return parse_envelope(data)


_UntrackedEnvelope = untracked_subclass(Envelope)


def parse_envelope(data: Any, deep: bool = False) -> Envelope:
    instance: Envelope = new_model(_UntrackedEnvelope)
    instance._received = data
    instance._changed = None
    instance.sensor = data.get("sensor")
    instance.send_time = parse_datetime(value) if type(value := data.get("sendTime")) is str else value
    instance.data_version = data.get("dataVersion")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Envelope
    return instance
