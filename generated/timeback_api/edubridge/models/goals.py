from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, json_field


class Goals(Model):
    """What a student shall reach in a course each day.

    Attributes:
        daily_xp: XP for each day.
        daily_lessons: Lessons for each day.
        daily_active_minutes: Active minutes for each day.
        daily_accuracy: Share of correct answers, in percent.
        daily_mastered_units: Mastered units for each day.
    """

    daily_xp: float | None = json_field("dailyXp", NUMBER, default=None)
    daily_lessons: float | None = json_field("dailyLessons", NUMBER, default=None)
    daily_active_minutes: float | None = json_field("dailyActiveMinutes", NUMBER, default=None)
    daily_accuracy: float | None = json_field("dailyAccuracy", NUMBER, default=None)
    daily_mastered_units: float | None = json_field("dailyMasteredUnits", NUMBER, default=None)


parse_goals = Goals._parse
