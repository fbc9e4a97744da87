"""Difficulty of a question."""

from enum import StrEnum


class Difficulty(StrEnum):
    """Difficulty of a question. Adaptive lessons select questions by it."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


as_difficulty = {member.value: member for member in Difficulty}.get
