"""Names a stimulus that an item needs."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StimulusReference(Model):
    """Names a stimulus that an item needs.

    Attributes:
        identifier: Identifier of the stimulus.
        href: Address of the stimulus.
        title: Title of the stimulus.
    """

    FIELDS = {"identifier": Field("identifier", TEXT, True), "href": Field("href", TEXT), "title": Field("title", TEXT)}

    identifier: str
    href: str | None = None
    title: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StimulusReference)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.href) is not None or "href" in data:
            data["href"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusReference:
        return parse_stimulus_reference(data)


_UntrackedStimulusReference = untracked_subclass(StimulusReference)


def parse_stimulus_reference(data: Any) -> StimulusReference:
    instance: StimulusReference = new_model(_UntrackedStimulusReference)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.href = data.get("href")
    instance.title = data.get("title")
    instance.__class__ = StimulusReference
    return instance
