"""One event or result of a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import INTEGER, NUMBER, TEXT, AnyOf, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class WeeklyFact(Model):
    """One event or result of a student. Most of it is personal data. What was sent both as a result and as an event is
    in two facts.

    Attributes:
        id: Number of the fact.
        date: The day.
        datetime_: The time.
        source: What the fact was made from. It begins with `caliper:event:` or `oneroster:assessment_result:`.
        event_type: Type of the event, such as `ActivityEvent` or `TimeSpentEvent`.
        year: Year of the day.
        month: Month of the day.
        day: Day of the month.
        day_of_week: Day of the week.
        email: E-mail address of the student.
        username: Name with which the student signs in.
        user_grade: Grade of the student.
        user_family_name: Last name of the student.
        user_given_name: First name of the student.
        user_id: Id of the student.
        subject: Subject.
        app: Name of the application.
        course_id: Id of the course.
        course_name: Name of the course.
        campus_id: Id of the school.
        campus_name: Name of the school.
        enrollment_id: Id of the enrollment.
        activity_id: Id of the activity.
        activity_name: Name of the activity.
        alpha_level: Level, as the platform names it.
        generated_at: When the fact was made.
        send_time: When the event was sent.
        sensor: IRI of the sensor that sent the event.
        active_seconds: Seconds of work. Usually text here.
        inactive_seconds: Seconds without work. Usually text here.
        waste_seconds: Seconds of wasted time. Usually text here.
        total_questions: Answered questions.
        correct_questions: Questions with a correct answer.
        mastered_units: Mastered units.
        xp_earned: XP.
    """

    FIELDS = {
        "id": Field("id", AnyOf(INTEGER, NUMBER), True),
        "year": Field("year", AnyOf(INTEGER, NUMBER)),
        "month": Field("month", AnyOf(INTEGER, NUMBER)),
        "day": Field("day", AnyOf(INTEGER, NUMBER)),
        "day_of_week": Field("dayOfWeek", AnyOf(INTEGER, NUMBER)),
        "date": Field("date", TEXT, True),
        "datetime_": Field("datetime", TEXT, True),
        "source": Field("source", TEXT, True),
        "email": Field("email", TEXT),
        "username": Field("username", TEXT),
        "user_grade": Field("userGrade", TEXT),
        "user_family_name": Field("userFamilyName", TEXT),
        "user_given_name": Field("userGivenName", TEXT),
        "user_id": Field("userId", TEXT),
        "subject": Field("subject", TEXT),
        "app": Field("app", TEXT),
        "course_id": Field("courseId", TEXT),
        "course_name": Field("courseName", TEXT),
        "campus_id": Field("campusId", TEXT),
        "campus_name": Field("campusName", TEXT),
        "enrollment_id": Field("enrollmentId", TEXT),
        "activity_id": Field("activityId", TEXT),
        "activity_name": Field("activityName", TEXT),
        "alpha_level": Field("alphaLevel", TEXT),
        "generated_at": Field("generatedAt", TEXT),
        "send_time": Field("sendTime", TEXT),
        "sensor": Field("sensor", TEXT),
        "event_type": Field("eventType", TEXT, True),
        "active_seconds": Field("activeSeconds", AnyOf(TEXT, NUMBER)),
        "inactive_seconds": Field("inactiveSeconds", AnyOf(TEXT, NUMBER)),
        "waste_seconds": Field("wasteSeconds", AnyOf(TEXT, NUMBER)),
        "total_questions": Field("totalQuestions", NUMBER),
        "correct_questions": Field("correctQuestions", NUMBER),
        "mastered_units": Field("masteredUnits", NUMBER),
        "xp_earned": Field("xpEarned", NUMBER),
    }

    id: int | float
    date: str
    datetime_: str
    source: str
    event_type: str | None
    year: int | float | None = None
    month: int | float | None = None
    day: int | float | None = None
    day_of_week: int | float | None = None
    email: str | None = None
    username: str | None = None
    user_grade: str | None = None
    user_family_name: str | None = None
    user_given_name: str | None = None
    user_id: str | None = None
    subject: str | None = None
    app: str | None = None
    course_id: str | None = None
    course_name: str | None = None
    campus_id: str | None = None
    campus_name: str | None = None
    enrollment_id: str | None = None
    activity_id: str | None = None
    activity_name: str | None = None
    alpha_level: str | None = None
    generated_at: str | None = None
    send_time: str | None = None
    sensor: str | None = None
    active_seconds: str | float | None = None
    inactive_seconds: str | float | None = None
    waste_seconds: str | float | None = None
    total_questions: float | None = None
    correct_questions: float | None = None
    mastered_units: float | None = None
    xp_earned: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, WeeklyFact)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.year) is not None or "year" in data:
            data["year"] = value
        if (value := self.month) is not None or "month" in data:
            data["month"] = value
        if (value := self.day) is not None or "day" in data:
            data["day"] = value
        if (value := self.day_of_week) is not None or "dayOfWeek" in data:
            data["dayOfWeek"] = value
        if (value := self.date) is not None or "date" in data:
            data["date"] = value
        if (value := self.datetime_) is not None or "datetime" in data:
            data["datetime"] = value
        if (value := self.source) is not None or "source" in data:
            data["source"] = value
        if (value := self.email) is not None or "email" in data:
            data["email"] = value
        if (value := self.username) is not None or "username" in data:
            data["username"] = value
        if (value := self.user_grade) is not None or "userGrade" in data:
            data["userGrade"] = value
        if (value := self.user_family_name) is not None or "userFamilyName" in data:
            data["userFamilyName"] = value
        if (value := self.user_given_name) is not None or "userGivenName" in data:
            data["userGivenName"] = value
        if (value := self.user_id) is not None or "userId" in data:
            data["userId"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value
        if (value := self.app) is not None or "app" in data:
            data["app"] = value
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.course_name) is not None or "courseName" in data:
            data["courseName"] = value
        if (value := self.campus_id) is not None or "campusId" in data:
            data["campusId"] = value
        if (value := self.campus_name) is not None or "campusName" in data:
            data["campusName"] = value
        if (value := self.enrollment_id) is not None or "enrollmentId" in data:
            data["enrollmentId"] = value
        if (value := self.activity_id) is not None or "activityId" in data:
            data["activityId"] = value
        if (value := self.activity_name) is not None or "activityName" in data:
            data["activityName"] = value
        if (value := self.alpha_level) is not None or "alphaLevel" in data:
            data["alphaLevel"] = value
        if (value := self.generated_at) is not None or "generatedAt" in data:
            data["generatedAt"] = value
        if (value := self.send_time) is not None or "sendTime" in data:
            data["sendTime"] = value
        if (value := self.sensor) is not None or "sensor" in data:
            data["sensor"] = value
        if (value := self.event_type) is not None or "eventType" in data:
            data["eventType"] = value
        if (value := self.active_seconds) is not None or "activeSeconds" in data:
            data["activeSeconds"] = value
        if (value := self.inactive_seconds) is not None or "inactiveSeconds" in data:
            data["inactiveSeconds"] = value
        if (value := self.waste_seconds) is not None or "wasteSeconds" in data:
            data["wasteSeconds"] = value
        if (value := self.total_questions) is not None or "totalQuestions" in data:
            data["totalQuestions"] = value
        if (value := self.correct_questions) is not None or "correctQuestions" in data:
            data["correctQuestions"] = value
        if (value := self.mastered_units) is not None or "masteredUnits" in data:
            data["masteredUnits"] = value
        if (value := self.xp_earned) is not None or "xpEarned" in data:
            data["xpEarned"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> WeeklyFact:
        return parse_weekly_fact(data)


_UntrackedWeeklyFact = untracked_subclass(WeeklyFact)


def parse_weekly_fact(data: Any) -> WeeklyFact:
    instance: WeeklyFact = new_model(_UntrackedWeeklyFact)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.year = data.get("year")
    instance.month = data.get("month")
    instance.day = data.get("day")
    instance.day_of_week = data.get("dayOfWeek")
    instance.date = data.get("date")
    instance.datetime_ = data.get("datetime")
    instance.source = data.get("source")
    instance.email = data.get("email")
    instance.username = data.get("username")
    instance.user_grade = data.get("userGrade")
    instance.user_family_name = data.get("userFamilyName")
    instance.user_given_name = data.get("userGivenName")
    instance.user_id = data.get("userId")
    instance.subject = data.get("subject")
    instance.app = data.get("app")
    instance.course_id = data.get("courseId")
    instance.course_name = data.get("courseName")
    instance.campus_id = data.get("campusId")
    instance.campus_name = data.get("campusName")
    instance.enrollment_id = data.get("enrollmentId")
    instance.activity_id = data.get("activityId")
    instance.activity_name = data.get("activityName")
    instance.alpha_level = data.get("alphaLevel")
    instance.generated_at = data.get("generatedAt")
    instance.send_time = data.get("sendTime")
    instance.sensor = data.get("sensor")
    instance.event_type = data.get("eventType")
    instance.active_seconds = data.get("activeSeconds")
    instance.inactive_seconds = data.get("inactiveSeconds")
    instance.waste_seconds = data.get("wasteSeconds")
    instance.total_questions = data.get("totalQuestions")
    instance.correct_questions = data.get("correctQuestions")
    instance.mastered_units = data.get("masteredUnits")
    instance.xp_earned = data.get("xpEarned")
    instance.__class__ = WeeklyFact
    return instance
