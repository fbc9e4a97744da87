"""Grade as the platform counts it, written as text: `-1` is pre-kindergarten, `0` kindergarten, `1` to `12` are the grad"""

from enum import StrEnum


class Grade(StrEnum):
    """Grade as the platform counts it, written as text: `-1` is pre-kindergarten, `0` kindergarten, `1` to `12` are the
    grades of school, `13` is beyond them.
    """
    PRE_KINDERGARTEN = "-1"
    KINDERGARTEN = "0"
    GRADE_1 = "1"
    GRADE_2 = "2"
    GRADE_3 = "3"
    GRADE_4 = "4"
    GRADE_5 = "5"
    GRADE_6 = "6"
    GRADE_7 = "7"
    GRADE_8 = "8"
    GRADE_9 = "9"
    GRADE_10 = "10"
    GRADE_11 = "11"
    GRADE_12 = "12"
    GRADE_13 = "13"


as_grade = {member.value: member for member in Grade}.get
