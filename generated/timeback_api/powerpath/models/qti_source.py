"""Where a QTI test comes from."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QtiSource(Model):
    """Where a QTI test comes from.

    Attributes:
        url: Address of the QTI test.
        title: Title of the test.
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
    """

    FIELDS = {"url": Field("url", TEXT, True), "title": Field("title", TEXT), "metadata": Field("metadata", OBJECT)}

    url: str
    title: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, QtiSource)
        value: Any
        data = self._start_dict()
        if (value := self.url) is not None or "url" in data:
            data["url"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QtiSource:
        return parse_qti_source(data)


_UntrackedQtiSource = untracked_subclass(QtiSource)


def parse_qti_source(data: Any) -> QtiSource:
    instance: QtiSource = new_model(_UntrackedQtiSource)
    instance._received = data
    instance._changed = None
    instance.url = data.get("url")
    instance.title = data.get("title")
    instance.metadata = data.get("metadata")
    instance.__class__ = QtiSource
    return instance
