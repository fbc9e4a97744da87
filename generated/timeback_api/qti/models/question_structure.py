from __future__ import annotations

from timeback_api.qti.models.choice import Choice
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, json_field


class QuestionStructure(Model):
    """The question and the choices of an interaction.

    Attributes:
        prompt: HTML of the question.
        choices: The choices, in display order if they are not shuffled.
        targets: The targets of choices: the second set of a match interaction, gaps, hotspots. The platform's document
            does not mention it.
        markup: Complete content of the interaction's element, if choices alone do not describe it, such as a text with
            gaps. It takes precedence over the prompt and the choices. The platform's document does not mention it.
    """

    prompt: str | None = json_field("prompt", TEXT, default=None)
    choices: list[Choice] | None = json_field("choices", ListOf(ModelOf(Choice)), default=None)
    targets: list[Choice] | None = json_field("targets", ListOf(ModelOf(Choice)), default=None)
    markup: str | None = json_field("markup", TEXT, default=None)


parse_question_structure = QuestionStructure._parse
