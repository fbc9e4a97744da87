"""Whether feedback is shown or hidden when the outcome has the value of the feedback."""

from enum import StrEnum


class ShowHide(StrEnum):
    """Whether feedback is shown or hidden when the outcome has the value of the feedback."""

    SHOW = "show"
    HIDE = "hide"


as_show_hide = {member.value: member for member in ShowHide}.get
