from enum import StrEnum


class Grade(StrEnum):
    """School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and `13` is any
    level above grade 12.
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
