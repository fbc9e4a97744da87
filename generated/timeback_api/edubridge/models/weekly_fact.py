from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import INTEGER, NUMBER, TEXT, AnyOf, json_field


class WeeklyFact(Model):
    """One event or result of a student. Most of it is personal data. What was sent both as a result and as an event is
    in two facts.

    Attributes:
        id: Number of the fact.
        year: Year of the day.
        month: Month of the day.
        day: Day of the month.
        day_of_week: Day of the week.
        date: The day.
        datetime_: The time.
        source: What the fact was made from. It begins with `caliper:event:` or `oneroster:assessment_result:`.
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
        event_type: Type of the event, such as `ActivityEvent` or `TimeSpentEvent`.
        active_seconds: Seconds of work. Usually text here.
        inactive_seconds: Seconds without work. Usually text here.
        waste_seconds: Seconds of wasted time. Usually text here.
        total_questions: Answered questions.
        correct_questions: Questions with a correct answer.
        mastered_units: Mastered units.
        xp_earned: XP.
    """

    id: int | float = json_field("id", AnyOf(INTEGER, NUMBER))
    year: int | float | None = json_field("year", AnyOf(INTEGER, NUMBER), default=None)
    month: int | float | None = json_field("month", AnyOf(INTEGER, NUMBER), default=None)
    day: int | float | None = json_field("day", AnyOf(INTEGER, NUMBER), default=None)
    day_of_week: int | float | None = json_field("dayOfWeek", AnyOf(INTEGER, NUMBER), default=None)
    date: str = json_field("date", TEXT)
    datetime_: str = json_field("datetime", TEXT)
    source: str = json_field("source", TEXT)
    email: str | None = json_field("email", TEXT, default=None)
    username: str | None = json_field("username", TEXT, default=None)
    user_grade: str | None = json_field("userGrade", TEXT, default=None)
    user_family_name: str | None = json_field("userFamilyName", TEXT, default=None)
    user_given_name: str | None = json_field("userGivenName", TEXT, default=None)
    user_id: str | None = json_field("userId", TEXT, default=None)
    subject: str | None = json_field("subject", TEXT, default=None)
    app: str | None = json_field("app", TEXT, default=None)
    course_id: str | None = json_field("courseId", TEXT, default=None)
    course_name: str | None = json_field("courseName", TEXT, default=None)
    campus_id: str | None = json_field("campusId", TEXT, default=None)
    campus_name: str | None = json_field("campusName", TEXT, default=None)
    enrollment_id: str | None = json_field("enrollmentId", TEXT, default=None)
    activity_id: str | None = json_field("activityId", TEXT, default=None)
    activity_name: str | None = json_field("activityName", TEXT, default=None)
    alpha_level: str | None = json_field("alphaLevel", TEXT, default=None)
    generated_at: str | None = json_field("generatedAt", TEXT, default=None)
    send_time: str | None = json_field("sendTime", TEXT, default=None)
    sensor: str | None = json_field("sensor", TEXT, default=None)
    event_type: str | None = json_field("eventType", TEXT)
    active_seconds: str | float | None = json_field("activeSeconds", AnyOf(TEXT, NUMBER), default=None)
    inactive_seconds: str | float | None = json_field("inactiveSeconds", AnyOf(TEXT, NUMBER), default=None)
    waste_seconds: str | float | None = json_field("wasteSeconds", AnyOf(TEXT, NUMBER), default=None)
    total_questions: float | None = json_field("totalQuestions", NUMBER, default=None)
    correct_questions: float | None = json_field("correctQuestions", NUMBER, default=None)
    mastered_units: float | None = json_field("masteredUnits", NUMBER, default=None)
    xp_earned: float | None = json_field("xpEarned", NUMBER, default=None)


parse_weekly_fact = WeeklyFact._parse
