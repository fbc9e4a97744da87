"""Programs for version 1.5 that send and read Caliper events."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from timeback.errors import ConfigurationError
from timeback.sandbox import Sandbox
from timeback_client import TimeBackClient
from timeback_client._connect import MixedEnvironmentsWarning, connect
from timeback_client.api.caliper import CaliperAPI
from timeback_client.core.client import CaliperService
from timeback_client.models import (
    TimebackActivityContext,
    TimebackTimeSpentEvent,
    TimebackTimeSpentMetricsCollection,
    TimebackUser,
    TimeSpentMetric,
    TimeSpentType,
)

from .conftest import Asked, Mirror

SENSOR = "https://app.example.org"
CONTEXT = "http://purl.imsglobal.org/ctx/caliper/v1p2"
EMAIL = "student@example.org"
COURSES = "https://api.alpha-1edtech.ai/ims/oneroster/rostering/v1p2/courses"
USER = {"id": "https://api.alpha-1edtech.ai/ims/oneroster/rostering/v1p2/users/u1", "email": EMAIL}
APP = {"id": SENSOR, "type": "SoftwareApplication", "name": "App"}


def envelope(*events: Any) -> dict[str, Any]:
    return {"sensor": SENSOR, "sendTime": "2026-03-02T10:00:00.000Z", "dataVersion": CONTEXT, "data": list(events)}


def time_spent(**more: Any) -> TimebackTimeSpentEvent:
    return TimebackTimeSpentEvent(
        actor=TimebackUser(**USER),
        object=TimebackActivityContext(
            subject="Math", app={"name": "App"}, activity={"name": "Fractions"}, course={"name": "Math 3"}
        ),
        eventTime="2026-03-02T10:00:00.000Z",
        edApp=APP,
        generated=TimebackTimeSpentMetricsCollection(
            items=[
                TimeSpentMetric(type=TimeSpentType.ACTIVE, value=600),
                TimeSpentMetric(type="waste", value=30.5, startDate="2026-03-02T09:50:00.000Z"),
            ]
        ),
        **more,
    )


def activity(number: int, metrics: dict[str, Any], course: str | None = "c1") -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012}",
        "type": "ActivityEvent",
        "actor": {"type": "TimebackUser", **USER},
        "action": "Completed",
        "object": {
            "id": f"{SENSOR}/activities/{number}",
            "type": "TimebackActivityContext",
            "subject": "Math",
            "app": {"name": "App"},
            **({"course": {"name": "Math 3", "id": f"{COURSES}/{course}"}} if course else {}),
        },
        "eventTime": f"2026-03-0{number}T10:00:00.000Z",
        "profile": "TimebackProfile",
        "edApp": APP,
        "generated": {
            "id": f"urn:uuid:00000000-0000-4000-9000-{number:012}",
            "type": "TimebackActivityMetricsCollection",
            "items": [{"type": name, "value": value} for name, value in metrics.items()],
        },
    }


@pytest.mark.parametrize(
    "as_sent",
    [
        lambda event: event,
        lambda event: event.model_dump(by_alias=True),
        lambda event: event.dict(by_alias=True, exclude_none=True),
        lambda event: json.loads(event.model_dump_json(by_alias=True)),
    ],
    ids=["model", "dump", "dump-without-none", "json"],
)
def test_a_time_spent_event_is_stored(box: Sandbox, client: TimeBackClient, as_sent: Any) -> None:
    sent = envelope(as_sent(time_spent()))
    assert client.caliper.validate_event(sent)["status"] == "success"
    assert client.caliper.list_events()["events"] == []
    assert client.caliper.send_event(sent)["status"] == "success"
    (event,) = client.caliper.list_events(actorEmail=EMAIL, sensor=SENSOR)
    assert (event.type, event.action, event.sensor) == ("TimeSpentEvent", "SpentTime", SENSOR)
    assert [(each.type, each["value"]) for each in event.generated["items"]] == [("active", 600), ("waste", 30.5)]
    # The envelope of the caller is not changed.
    assert sent == envelope(as_sent(time_spent()))


def test_an_id_that_is_given_is_kept_and_a_missing_one_is_filled(mirror: Mirror, mirrored: TimeBackClient) -> None:
    given = "urn:uuid:00000000-0000-4000-8000-000000000001"
    entity = {"id": "urn:x", "type": "Person"}
    plain = {**activity(2, {}), "id": None, "extensions": {"note": None}}
    with pytest.raises(requests.HTTPError):
        mirror.answers["POST /caliper/event"] = (500, b"{}")
        mirrored.caliper.send_event(envelope(time_spent(id=given, extensions={"runId": None})))
    assert len(mirror.asked) == 1, "an event that was perhaps stored is not sent again"
    mirror.answers.clear()
    mirrored.caliper.send_event(envelope(time_spent(id=given), time_spent(), entity, plain, "odd"))
    first, second, *others = mirror.asked[-1]["body"]["data"]
    assert first["id"] == given
    assert first["@context"] == CONTEXT
    ids = [first["object"]["id"], first["generated"]["id"], second["id"], second["object"]["id"], others[1]["id"]]
    assert all(each.startswith("urn:uuid:") for each in ids)
    assert len({given, *ids}) == 6
    assert "target" not in first
    assert others[0] == entity
    assert others[1]["extensions"] == {"note": None}
    assert others[2] == "odd"


def test_an_invalid_envelope_is_an_http_error_with_the_reasons(client: TimeBackClient) -> None:
    wrong = envelope(activity(1, {"glory": 1}))
    for method in (client.caliper.validate_event, client.caliper.send_event):
        with pytest.raises(requests.HTTPError) as caught:
            method(wrong)
        assert caught.value.response.status_code in (400, 422)
        assert "items" in caught.value.response.text
        assert EMAIL not in str(caught.value)
    for empty in ({}, envelope(), {"data": "text"}):
        with pytest.raises(requests.HTTPError):
            client.caliper.send_event(empty)
    with pytest.raises(ValueError, match="dict"):
        client.caliper.send_event("text")
    assert client.caliper.list_events()["pagination"]["total"] == 0


def test_events_are_listed_by_pages_and_conditions(
    client: TimeBackClient, mirrored: TimeBackClient, asked: Asked
) -> None:
    client.caliper.send_event(envelope(*(activity(number, {"xpEarned": number}) for number in range(1, 6))))
    page = client.caliper.list_events(limit=2, offset=2)
    assert (len(page["events"]), page["pagination"]["total"]) == (2, 5)
    found = client.caliper.list_events(startDate="2026-03-02T00:00:00.000Z", endDate="2026-03-03T23:00:00.000Z")
    assert sorted(event.eventTime[:10] for event in found) == ["2026-03-02", "2026-03-03"]
    assert len(client.caliper.list_events(actorId=USER["id"])["events"]) == 5
    assert client.caliper.list_events(actorEmail="other@example.org")["events"] == []
    with pytest.raises(requests.HTTPError, match="400"):
        client.caliper.list_events(startDate="yesterday")
    mirrored.caliper.list_events(
        1, 0, SENSOR, "2026-03-01", "2026-03-02", "a", "b@example.org", "eventTime", "desc", "America/Chicago"
    )
    asked(
        "GET /caliper/events",
        limit="1",
        offset="0",
        sensor=SENSOR,
        startDate="2026-03-01",
        endDate="2026-03-02",
        actorId="a",
        actorEmail="b@example.org",
        sort="eventTime",
        orderBy="desc",
        timezone="America/Chicago",
    )
    mirrored.caliper.list_events(startDate="", sensor="")
    asked("GET /caliper/events")


def test_events_that_earned_xp(client: TimeBackClient) -> None:
    questions = {"totalQuestions": 10, "correctQuestions": 9}
    client.caliper.send_event(
        envelope(
            activity(1, {"xpEarned": 12, **questions}),
            activity(2, {"xpEarned": 0}),
            activity(3, questions),
            activity(4, {"xpEarned": 3}, "c2"),
            activity(5, {"xpEarned": 4}, None),
            time_spent(),
        )
    )
    window = (EMAIL, "2026-03-01T00:00:00.000Z", "2026-03-31T00:00:00.000Z")

    def days(found: list[Any]) -> list[int]:
        assert isinstance(found, list)
        return sorted(int(event["eventTime"][8:10]) for event in found)

    assert days(client.caliper.get_user_xp_events(*window)) == [1, 4, 5]
    assert days(client.caliper.get_user_xp_events(*window, course_id="c1")) == [1]
    assert days(client.caliper.get_user_xp_events(*window, course_id="c2", sensor=SENSOR)) == [4]
    assert days(client.caliper.get_user_xp_events(*window, sensor="https://other.example.org")) == []
    assert days(client.caliper.get_user_xp_events("other@example.org", *window[1:])) == []
    assert len(client.caliper.get_user_xp_events(*window, limit=6, offset=6)) == 0


def test_odd_stored_events_have_no_xp(mirror: Mirror, mirrored: TimeBackClient) -> None:
    odd = [
        {"type": "ActivityEvent"},
        {"type": "ActivityEvent", "generated": "urn:x", "object": None},
        {"type": "ActivityEvent", "generated": {"items": None}},
        {"type": "ActivityEvent", "generated": {"items": ["x", {"type": "xpEarned", "value": "12"}]}},
        {"type": "ActivityEvent", "generated": {"items": [{"type": "xpEarned", "value": 1}]}, "object": "urn:x"},
    ]
    mirror.answers["GET /caliper/events"] = {"events": odd}
    assert mirrored.caliper.get_user_xp_events("a", "b", "c", course_id="c1") == []
    assert mirrored.caliper.get_user_xp_events("a", "b", "c") == [odd[-1]]
    mirror.answers["GET /caliper/events"] = {"events": None}
    assert mirrored.caliper.get_user_xp_events("a", "b", "c") == []


def test_classes_without_a_client(box: Sandbox, mirror: Mirror) -> None:
    for service in (
        CaliperService(box.events_url, box.client_id, box.client_secret),
        CaliperAPI(box.events_url, box.client_id, box.client_secret),
    ):
        assert service.list_events()["pagination"]["total"] == 0
        assert (service.base_url, service.api_path) == (box.events_url, "")
    CaliperAPI(mirror.url).list_events(limit=1)
    assert mirror.asked[-1]["authorization"] is None
    CaliperService(caliper_api_url=mirror.url + "/").caliper.list_events(limit=1)
    assert mirror.asked[-1]["path"] == "/caliper/events"


def test_the_address_of_caliper(box: Sandbox, mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> None:
    with TimeBackClient(box.url, None, box.client_id, box.client_secret, caliper_api_url=mirror.url + "/") as client:
        assert client.caliper_api_url == client.caliper.base_url == mirror.url
        client.caliper.list_events()
        assert mirror.asked[-1]["authorization"].startswith("Bearer ")
        assert client.rostering.users.list_users(limit=1)["users"]
    keys = {"client_id": "id", "client_secret": "secret"}
    production = TimeBackClient(**keys)
    assert production.caliper_api_url == TimeBackClient.DEFAULT_CALIPER_PRODUCTION_URL
    assert TimeBackClient(**keys, environment="staging").caliper_api_url == "https://caliper.staging.alpha-1edtech.ai"
    alone = connect(
        client_id="id", client_secret="secret", caliper_api_url=TimeBackClient.DEFAULT_CALIPER_STAGING_URL
    ).settings
    assert (alone.environment, alone.events_url) == ("staging", TimeBackClient.DEFAULT_CALIPER_STAGING_URL)
    own = TimeBackClient("https://gateway.example.org", **keys)
    assert own.caliper_api_url == TimeBackClient.DEFAULT_CALIPER_PRODUCTION_URL
    monkeypatch.setenv("TIMEBACK_EVENTS_URL", mirror.url)
    assert TimeBackClient(box.url, **keys).caliper_api_url == mirror.url


def test_an_address_of_another_environment() -> None:
    with pytest.warns(MixedEnvironmentsWarning, match="caliper_api_url is a staging address"):
        client = TimeBackClient(
            "https://api.alpha-1edtech.ai",
            client_id="id",
            client_secret="secret",
            caliper_api_url="https://caliper-staging.alpha-1edtech.ai",
        )
    assert client._connection.settings.events_url == "https://caliper-staging.alpha-1edtech.ai"
    assert "production" in client._connection.settings.token_url
    with pytest.raises(ConfigurationError, match="caliper_api_url"):
        TimeBackClient("https://api.alpha-1edtech.ai", caliper_api_url="https://caliper.example.org/?a=b")


def test_models() -> None:
    event = time_spent(session="urn:x")
    assert (event.type, event.profile, event.id, event.session) == ("TimeSpentEvent", "TimebackProfile", None, "urn:x")
    assert event.model_dump(by_alias=True)["@context"] == event.context == CONTEXT
    assert event.object.subject == "Math"
    assert event.generated.items[1].type is TimeSpentType.WASTE
    assert [each.value for each in (TimeSpentType.ACTIVE, TimeSpentType.INACTIVE)] == ["active", "inactive"]
    assert TimebackTimeSpentEvent.model_validate(event.model_dump(by_alias=True)) == event
    assert EMAIL not in repr(event) + repr(event.actor)
    for wrong in (
        lambda: TimebackUser(id="u1"),
        lambda: TimeSpentMetric(type="glory", value=1),
        lambda: TimeSpentMetric(type="active", value="long"),
        lambda: TimebackActivityContext(subject="Math", app={"name": "App"}),
        lambda: TimebackTimeSpentEvent(type="ActivityEvent", **event.model_dump(exclude={"type"})),
    ):
        with pytest.raises(ValueError, match=r"type|email|value|activity"):
            wrong()
