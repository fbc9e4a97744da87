"""The question and the choices of an interaction."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QuestionStructure(Model):
    """The question and the choices of an interaction.

    Attributes:
        prompt: HTML of the question.
        choices: The choices, in the order in which they are shown if they are not shuffled.
        targets: What choices are put on: the second set of a match interaction, gaps, hotspots. The platform's
            document does not mention it.
        markup: All that the interaction's element holds, where choices alone do not say it, as in a text with gaps.
            It goes before the prompt and the choices. The platform's document does not mention it.
    """
    prompt: str | None = None
    choices: list[Choice] | None = None
    targets: list[Choice] | None = None
    markup: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, QuestionStructure)
        v: Any
        d = self._begin()
        if (v := self.prompt) is not None or "prompt" in d:
            d["prompt"] = v
        if (v := self.choices) is not None or "choices" in d:
            d["choices"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.targets) is not None or "targets" in d:
            d["targets"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.markup) is not None or "markup" in d:
            d["markup"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.choices = ([parse_choice(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("choices")) is list else v
        self.targets = ([parse_choice(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("targets")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionStructure:
        return parse_question_structure(data)


def parse_question_structure(d: dict[str, Any], whole: bool = False) -> QuestionStructure:
    self: QuestionStructure = new(_QuestionStructure)
    self._raw = d
    self._changed = None
    self.prompt = d.get("prompt")
    self.markup = d.get("markup")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = QuestionStructure
    return self


from timeback_api.qti.models.choice import Choice, parse_choice  # noqa: E402

_QuestionStructure = seed(QuestionStructure)
QuestionStructure.FIELDS = {
    "prompt": Field("prompt", TEXT),
    "choices": Field("choices", Many(One(Choice))),
    "targets": Field("targets", Many(One(Choice))),
    "markup": Field("markup", TEXT),
}
QuestionStructure.INSIDE = {
    "choices": ("choices", Choice),
    "targets": ("targets", Choice),
}
