"""Where a QTI test comes from."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QtiSource(Model):
    """Where a QTI test comes from.

    Attributes:
        url: Address of the QTI test.
        title: Title of the test.
        metadata: Free key and value pairs that travel with an object. What they mean is agreed between those who
            write and those who read them.
    """
    url: str | None
    title: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, QtiSource)
        v: Any
        d = self._begin()
        if (v := self.url) is not None or "url" in d:
            d["url"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QtiSource:
        return parse_qti_source(data)


def parse_qti_source(d: dict[str, Any]) -> QtiSource:
    self: QtiSource = new(_QtiSource)
    self._raw = d
    self._changed = None
    self.url = d.get("url")
    self.title = d.get("title")
    self.metadata = d.get("metadata")
    self.__class__ = QtiSource
    return self




_QtiSource = seed(QtiSource)
QtiSource.FIELDS = {
    "url": Field("url", TEXT, True),
    "title": Field("title", TEXT),
    "metadata": Field("metadata", FREE),
}
