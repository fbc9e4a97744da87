"""Whether feedback appears or disappears when the outcome has the value that the feedback names."""

from enum import StrEnum


class ShowHide(StrEnum):
    """Whether feedback appears or disappears when the outcome has the value that the feedback names."""

    SHOW = "show"
    HIDE = "hide"


as_show_hide = {member.value: member for member in ShowHide}.get
