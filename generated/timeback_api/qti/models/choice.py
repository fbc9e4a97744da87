from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, TEXT, json_field


class Choice(Model):
    """One of the choices of an interaction.

    Attributes:
        identifier: Identifier of the choice, used in answers. It is unique within the interaction.
        content: HTML of the choice.
        attributes: Further attributes of the choice's element, under their XML names, such as fixed or match-max. The
            platform's document does not mention them.
        feedback_inline: HTML that is shown next to the choice after it was selected.
        feedback_outcome_identifier: Identifier of the outcome that determines whether the feedback is shown.
    """

    identifier: str = json_field("identifier", TEXT)
    content: str = json_field("content", TEXT)
    attributes: dict[str, Any] | None = json_field("attributes", OBJECT, default=None)
    feedback_inline: str | None = json_field("feedbackInline", TEXT, default=None)
    feedback_outcome_identifier: str | None = json_field("feedbackOutcomeIdentifier", TEXT, default=None)


parse_choice = Choice._parse
