from enum import StrEnum


class NavigationMode(StrEnum):
    """Whether the items of a test part are presented in sequence or can be visited in any order."""

    LINEAR = "linear"
    NONLINEAR = "nonlinear"
