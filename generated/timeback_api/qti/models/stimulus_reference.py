"""Names a stimulus that an item needs."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StimulusReference(Model):
    """Names a stimulus that an item needs.

    Attributes:
        identifier: Identifier of the stimulus.
        href: Address of the stimulus.
        title: Title of the stimulus.
    """
    identifier: str | None
    href: str | None = None
    title: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StimulusReference)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.href) is not None or "href" in d:
            d["href"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusReference:
        return parse_stimulus_reference(data)


def parse_stimulus_reference(d: dict[str, Any]) -> StimulusReference:
    self: StimulusReference = new(_StimulusReference)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.href = d.get("href")
    self.title = d.get("title")
    self.__class__ = StimulusReference
    return self




_StimulusReference = seed(StimulusReference)
StimulusReference.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "href": Field("href", TEXT),
    "title": Field("title", TEXT),
}
