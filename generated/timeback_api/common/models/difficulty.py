from enum import StrEnum


class Difficulty(StrEnum):
    """Difficulty of a question. Adaptive lessons select questions by it."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
