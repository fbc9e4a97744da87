from __future__ import annotations

from timeback_api.qti.models.show_hide import ShowHide
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class ModalFeedback(Model):
    """Feedback that is shown by itself.

    Attributes:
        outcome_identifier: Name of the outcome variable that decides.
        identifier: Value of the outcome that the feedback applies to.
        show_hide: Whether feedback is shown or hidden when the outcome has the value of the feedback.
        content: HTML of the feedback.
        title: Title of the feedback.
    """

    outcome_identifier: str = json_field("outcomeIdentifier", TEXT)
    identifier: str = json_field("identifier", TEXT)
    show_hide: ShowHide | str = json_field("showHide", Choice(ShowHide))
    content: str = json_field("content", TEXT)
    title: str = json_field("title", TEXT)


parse_modal_feedback = ModalFeedback._parse
