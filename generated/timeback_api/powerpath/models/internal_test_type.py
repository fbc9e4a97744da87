from enum import StrEnum


class InternalTestType(StrEnum):
    """Whether a test has one QTI test or a bank of several."""

    QTI = "qti"
    ASSESSMENT_BANK = "assessment-bank"
