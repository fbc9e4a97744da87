from enum import StrEnum


class ShowHide(StrEnum):
    """Whether feedback is shown or hidden when the outcome has the value of the feedback."""

    SHOW = "show"
    HIDE = "hide"
