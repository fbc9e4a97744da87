from __future__ import annotations

from timeback_api.qti.models.show_hide import ShowHide
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, ListOf, json_field


class EmbeddedFeedback(Model):
    """Feedback that stands in the text of an item.

    Attributes:
        outcome_identifier: Name of the outcome variable that decides.
        identifier: Value of the outcome that the feedback applies to.
        show_hide: Whether feedback is shown or hidden when the outcome has the value of the feedback.
        content: HTML of the feedback.
        class_: CSS classes of the feedback's element.
    """

    outcome_identifier: str = json_field("outcomeIdentifier", TEXT)
    identifier: str = json_field("identifier", TEXT)
    show_hide: ShowHide | str = json_field("showHide", Choice(ShowHide))
    content: str = json_field("content", TEXT)
    class_: list[str] | None = json_field("class", ListOf(TEXT), default=None)


parse_embedded_feedback = EmbeddedFeedback._parse
