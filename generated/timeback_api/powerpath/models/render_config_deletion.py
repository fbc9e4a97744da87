"""Reply to removing a renderer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RenderConfigDeletion(Model):
    """Reply to removing a renderer.

    Attributes:
        deleted: Id of the course whose configuration was deleted.
    """
    deleted: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, RenderConfigDeletion)
        v: Any
        d = self._begin()
        if (v := self.deleted) is not None or "deleted" in d:
            d["deleted"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RenderConfigDeletion:
        return parse_render_config_deletion(data)


def parse_render_config_deletion(d: dict[str, Any]) -> RenderConfigDeletion:
    self: RenderConfigDeletion = new(_RenderConfigDeletion)
    self._raw = d
    self._changed = None
    self.deleted = d.get("deleted")
    self.__class__ = RenderConfigDeletion
    return self




_RenderConfigDeletion = seed(RenderConfigDeletion)
RenderConfigDeletion.FIELDS = {
    "deleted": Field("deleted", TEXT, True),
}
