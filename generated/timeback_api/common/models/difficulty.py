"""How hard a question is."""

from enum import StrEnum


class Difficulty(StrEnum):
    """How hard a question is. Lessons that adapt to the student choose by it."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


as_difficulty = {member.value: member for member in Difficulty}.get
