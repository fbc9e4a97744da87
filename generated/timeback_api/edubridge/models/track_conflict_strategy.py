from enum import StrEnum


class TrackConflictStrategy(StrEnum):
    """What happens if an organisation has another track for the subject and grade: it is replaced, which is the
    default, or the request fails.
    """

    REPLACE = "replace"
    FAIL = "fail"
