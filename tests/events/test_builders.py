"""Typed events: what they are sent as, and the errors that name a wrong field."""

from __future__ import annotations

import json
import os
import pickle
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.events.kit import EMAIL, SECRETS, SENSOR, five, identity, lesson, spent, student
from timeback.errors import ConfigurationError, InvalidRequestError
from timeback.events import (
    Activity,
    ActivityEvent,
    Actor,
    QuestionAnsweredEvent,
    QuestionGradedEvent,
    QuestionSeenEvent,
    TimeSpentEvent,
)
from timeback.events.stored_form import decode, encode
from timeback.services.events.context import EventContext
from timeback.settings import resolve
from timeback_runtime.times import utc_text

GOLDEN = Path(__file__).parent / "golden" / "events.json"
CREDENTIALS = {"client_id": "id", "client_secret": "secret"}


def context(environment: str = "staging", **settings: Any) -> EventContext:
    return EventContext(resolve(environment=environment, environ={}, **CREDENTIALS, **settings), SENSOR)


def test_each_kind_of_event_as_it_is_sent() -> None:
    built = [event.build(context()) for event in five()]
    text = json.dumps(built, indent=2) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_addresses_are_those_of_the_client_that_sends() -> None:
    event = five()[0]
    assert event.build(context())["actor"]["id"].startswith("https://api.staging.alpha-1edtech.ai/ims/oneroster/")
    assert event.build(context("production"))["actor"]["id"].startswith("https://api.alpha-1edtech.ai/ims/oneroster/")
    elsewhere = context(base_paths={"rostering": "https://roster.example/v1p2"})
    assert event.build(elsewhere)["object"]["course"]["id"] == "https://roster.example/v1p2/courses/math-3"


@pytest.mark.parametrize("iri", ["https://a.example/x%20y?z", "http://a.example/u", "urn:uuid:7"])
def test_an_iri_stays_as_it_is(iri: str) -> None:
    assert context().user(iri) == iri


def test_an_id_is_encoded_in_an_address() -> None:
    assert context().user("district:7/ä").endswith("/users/district%3A7%2F%C3%A4")


def test_the_same_event_is_built_the_same_twice() -> None:
    for event in five():
        assert event.build(context()) == event.build(context())
    generated = [event.build(context())["generated"]["id"] for event in (spent(1), spent(2))]
    assert len(set(generated)) == 2


def test_ids_are_new_and_times_are_now_by_default() -> None:
    before = datetime.now(UTC)
    one, two = (TimeSpentEvent(actor=student, activity=lesson, active=1) for _ in range(2))
    assert one.id != two.id
    assert before <= one.time <= datetime.now(UTC)


def test_a_time_is_sent_in_utc_with_three_decimals() -> None:
    zone = timezone(timedelta(hours=-5, minutes=-30))
    event = spent(1, time=datetime(2026, 11, 1, 1, 30, 0, 999999, tzinfo=zone))
    assert event.build(context())["eventTime"] == "2026-11-01T07:00:00.999Z"
    assert utc_text(datetime(2026, 3, 2, tzinfo=UTC)) == "2026-03-02T00:00:00.000Z"


def test_a_question_of_a_student_without_an_email() -> None:
    event = QuestionSeenEvent(actor=Actor(id="u1"), activity=lesson, question_id="q1").build(context())
    assert event["actor"] == "https://api.staging.alpha-1edtech.ai/ims/oneroster/rostering/v1p2/users/u1"
    assert "extensions" not in event
    graded = QuestionGradedEvent(actor=Actor(id="u1"), activity=lesson, question_id="q1", score=0).build(context())
    answered = QuestionAnsweredEvent(actor=Actor(id="u1"), activity=lesson, question_id="q1").build(context())
    # Without an id of the attempt, the IRI connects both.
    assert graded["object"] == answered["generated"]["attempt"]
    assert graded["object"].startswith("urn:uuid:")
    assert set(graded["generated"]) == {"id", "type", "scoreType", "scoreGiven", "maxScore"}


def test_a_question_needs_the_address_of_the_qti_service_unless_it_is_an_iri() -> None:
    settings = {"api_url": "https://a.example", "token_url": "https://a.example/t"}
    elsewhere = EventContext(resolve(environ={}, **CREDENTIALS, **settings), SENSOR)
    with pytest.raises(ConfigurationError, match="qti_api_url"):
        QuestionSeenEvent(actor=student, activity=lesson, question_id="q1").build(elsewhere)
    event = QuestionSeenEvent(actor=student, activity=lesson, question_id="https://a.example/q1").build(elsewhere)
    assert event["object"]["id"] == "https://a.example/q1"


EVENT: dict[str, Any] = {"actor": student, "activity": lesson}
LESSON: dict[str, Any] = {"id": "l1", "name": "L", "subject": "Math", "app": "A"}
WRONG: list[tuple[type[Any], dict[str, Any], str]] = [
    (ActivityEvent, {"total_questions": 3}, "ActivityEvent.correct_questions is missing"),
    (ActivityEvent, {"correct_questions": 3}, "ActivityEvent.total_questions is missing"),
    (ActivityEvent, {"total_questions": 3, "correct_questions": 4}, "correct_questions must not be larger"),
    (ActivityEvent, {"total_questions": -1, "correct_questions": 0}, "total_questions must be a whole number"),
    (ActivityEvent, {"mastered_units": 1.5}, "mastered_units must be a whole number"),
    (ActivityEvent, {"xp_earned": float("nan")}, "xp_earned must be a number"),
    (ActivityEvent, {"xp_earned": "12"}, "xp_earned must be a number"),
    (ActivityEvent, {"xp_earned": True}, "xp_earned must be a number"),
    (ActivityEvent, {"attempt": 0}, "ActivityEvent.attempt must be a whole number of 1 or more"),
    (ActivityEvent, {"attempt": True}, "attempt must be"),
    (ActivityEvent, {"percent_complete": 100.5}, "percent_complete must be a number from 0 to 100"),
    (ActivityEvent, {"percent_complete": -1}, "percent_complete must be"),
    (ActivityEvent, {"process": "yes"}, "process must be True or False"),
    (ActivityEvent, {"time": datetime(2026, 3, 2)}, "ActivityEvent.time has no time zone"),
    (ActivityEvent, {"time": "2026-03-02T10:00:00Z"}, "time must be a datetime"),
    (ActivityEvent, {"id": "7"}, "ActivityEvent.id must be 'urn:uuid:'"),
    (ActivityEvent, {"actor": Actor(id="u1")}, "ActivityEvent.actor.email is missing"),
    (ActivityEvent, {"actor": "u1"}, "actor must be an Actor"),
    (ActivityEvent, {"activity": LESSON}, "activity must be an Activity"),
    (ActivityEvent, {"extensions": ["runId"]}, "extensions must be a dict"),
    (TimeSpentEvent, {}, "TimeSpentEvent.active is missing"),
    (TimeSpentEvent, {"active": -1}, "TimeSpentEvent.active must be a number of 0 or more"),
    (TimeSpentEvent, {"active": 1, "waste": timedelta(seconds=-1)}, "TimeSpentEvent.waste must be"),
    (TimeSpentEvent, {"active": 1, "actor": Actor(id="u1")}, "TimeSpentEvent.actor.email is missing"),
    (QuestionSeenEvent, {"question_id": ""}, "QuestionSeenEvent.question_id is empty"),
    (QuestionSeenEvent, {"question_id": "q1", "attempt_id": 7}, "attempt_id must be text"),
    (QuestionAnsweredEvent, {"question_id": "q1", "duration": -1}, "duration must be"),
    (QuestionGradedEvent, {"question_id": "q1", "score": None}, "score must be a number"),
    (QuestionGradedEvent, {"question_id": "q1", "score": 1, "max_score": 0}, "max_score must be more than 0"),
    (QuestionGradedEvent, {"question_id": "q1", "score": 1, "scored_by": ""}, "scored_by is empty"),
]


@pytest.mark.parametrize(("kind", "fields", "says"), WRONG)
def test_a_wrong_field_is_named(kind: type[Any], fields: dict[str, Any], says: str) -> None:
    if kind is not QuestionSeenEvent and "question_id" in kind.__init__.__annotations__:
        fields = {"question_id": "q1", **fields}
    with pytest.raises(InvalidRequestError) as caught:
        kind(**{**EVENT, **fields})
    assert says in str(caught.value)
    assert not any(secret in str(caught.value) for secret in SECRETS)


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        (Actor, {"id": ""}, "Actor.id is empty"),
        (Actor, {"id": "u1 "}, "Actor.id holds a control character, or a space"),
        (Actor, {"id": "https://a.example/u 1"}, "Actor.id is an IRI that holds a space"),
        (Actor, {"id": 7}, "Actor.id must be text"),
        (Actor, {"id": "u1", "email": "Ada Lovelace"}, "Actor.email must be an e-mail address"),
        (Actor, {"id": "u1", "role": "pupil"}, "Actor.role must be one of"),
        (Activity, {**LESSON, "subject": "Maths"}, "did you mean 'Math'?"),
        (Activity, {**LESSON, "subject": "social studies"}, "did you mean 'Social Studies'?"),
        (Activity, {**LESSON, "subject": "Chemistry"}, "Activity.subject must be one of 'Reading'"),
        (Activity, {**LESSON, "subject": None}, "Activity.subject must be one of"),
        (Activity, {**LESSON, "app": " "}, "Activity.app is empty"),
        (Activity, {**LESSON, "course_name": "Math 3"}, "Activity.course_id is missing"),
    ],
)
def test_a_wrong_field_of_an_actor_or_activity_is_named(kind: type[Any], fields: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        kind(**fields)
    assert says in str(caught.value)
    assert "Lovelace" not in str(caught.value)


def test_an_unknown_metric_is_named() -> None:
    with pytest.raises(TypeError, match=r"ActivityEvent has no field 'xp_eraned'. Did you mean 'xp_earned'"):
        ActivityEvent(**EVENT, xp_eraned=12)
    with pytest.raises(TypeError, match="Actor: id is missing"):
        Actor()  # type: ignore[call-arg]


def test_a_subject_may_be_none_and_course_and_email_may_be_missing() -> None:
    activity = Activity(id="l1", name="L", subject="None", app="A")
    assert "course" not in activity.build(context())


def test_no_repr_holds_personal_data() -> None:
    for event in five():
        assert event.id in repr(event)
        assert "user-000001" in repr(event)
        for hidden in (*SECRETS, "Fractions", "My App", "choice", "12"):
            assert hidden not in repr(event).replace(event.id, "")
    assert repr(student) == "Actor(id='user-000001')"


def test_durations_may_be_timedeltas() -> None:
    event = TimeSpentEvent(actor=student, activity=lesson, active=timedelta(minutes=10), inactive=timedelta(0))
    assert event.build(context())["generated"]["items"] == [
        {"type": "active", "value": 600.0},
        {"type": "inactive", "value": 0.0},
    ]


def test_events_can_be_pickled_and_are_equal_by_value() -> None:
    for event in five():
        assert pickle.loads(pickle.dumps(event)) == event


TEXT = st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable() and " " not in text)
TIMES = st.datetimes(
    min_value=datetime(1, 1, 3),
    max_value=datetime(9999, 12, 29),
    timezones=st.timezones() | st.just(UTC),
)


@given(
    user=TEXT,
    name=TEXT,
    moment=TIMES,
    seconds=st.floats(0, 1e6),
    extensions=st.none() | st.dictionaries(st.text(), st.integers() | st.text() | st.lists(st.booleans())),
)
def test_any_event_survives_its_stored_form(
    user: str, name: str, moment: datetime, seconds: float, extensions: dict[str, Any] | None
) -> None:
    event = TimeSpentEvent(
        actor=Actor(id=user, email=EMAIL, name=name),
        activity=Activity(id=user, name=name, subject="Other", app=name, course_id=user),
        active=seconds,
        time=moment,
        extensions=extensions,
    )
    event_id, text = encode(event, "events[0]")
    again: Any = decode(text)
    assert event_id == event.id
    assert again.build(context()) == event.build(context())


def test_each_kind_survives_its_stored_form() -> None:
    for event in [*five(), QuestionGradedEvent(**EVENT, question_id="q1", score=1, scored_by=student)]:
        assert decode(encode(event, "events[0]")[1]) == event
    plain = {"id": identity(9), "type": "ViewEvent", "at": datetime(2026, 3, 2, tzinfo=UTC)}
    assert decode(encode(plain, "events[0]")[1]) == {**plain, "at": "2026-03-02T00:00:00.000Z"}


@pytest.mark.parametrize(
    "wrong", [7, "text", {}, {"id": 7}, {"id": identity(1), "x": object()}, {"id": "a", "x": 1e999}]
)
def test_what_is_no_event_is_not_stored(wrong: Any) -> None:
    with pytest.raises(InvalidRequestError, match=r"events\[3\]"):
        encode(wrong, "events[3]")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"kind": "NextEvent", "event": {"actor": {}}}', '{"kind": "plain"}'])
def test_what_another_version_stored_is_an_error(text: str) -> None:
    with pytest.raises(InvalidRequestError, match="another version"):
        decode(text)
