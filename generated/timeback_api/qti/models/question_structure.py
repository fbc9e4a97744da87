"""The question and the choices of an interaction."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.choice import Choice, parse_choice
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "prompt": Field("prompt", TEXT),
        "choices": Field("choices", ListOf(ModelOf(Choice))),
        "targets": Field("targets", ListOf(ModelOf(Choice))),
        "markup": Field("markup", TEXT),
    }
    NESTED = {"choices": ("choices", Choice), "targets": ("targets", Choice)}

    prompt: str | None = None
    choices: list[Choice] | None = None
    targets: list[Choice] | None = None
    markup: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, QuestionStructure)
        value: Any
        data = self._start_dict()
        if (value := self.prompt) is not None or "prompt" in data:
            data["prompt"] = value
        if (value := self.choices) is not None or "choices" in data:
            data["choices"] = list_to_dicts(value)
        if (value := self.targets) is not None or "targets" in data:
            data["targets"] = list_to_dicts(value)
        if (value := self.markup) is not None or "markup" in data:
            data["markup"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.choices = parse_list(data.get("choices"), parse_choice)
        self.targets = parse_list(data.get("targets"), parse_choice)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionStructure:
        return parse_question_structure(data)


_UntrackedQuestionStructure = untracked_subclass(QuestionStructure)


def parse_question_structure(data: Any, deep: bool = False) -> QuestionStructure:
    instance: QuestionStructure = new_model(_UntrackedQuestionStructure)
    instance._received = data
    instance._changed = None
    instance.prompt = data.get("prompt")
    instance.markup = data.get("markup")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = QuestionStructure
    return instance
