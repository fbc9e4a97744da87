"""Whether a test has one QTI test or a bank of several."""

from enum import StrEnum


class InternalTestType(StrEnum):
    """Whether a test has one QTI test or a bank of several."""

    QTI = "qti"
    ASSESSMENT_BANK = "assessment-bank"


as_internal_test_type = {member.value: member for member in InternalTestType}.get
