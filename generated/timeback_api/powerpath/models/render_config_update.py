"""Reply to setting a renderer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RenderConfigUpdate(Model):
    """Reply to setting a renderer.

    Attributes:
        updated: Ids of the courses whose configuration was set.
    """
    updated: list[str] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, RenderConfigUpdate)
        v: Any
        d = self._begin()
        if (v := self.updated) is not None or "updated" in d:
            d["updated"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RenderConfigUpdate:
        return parse_render_config_update(data)


def parse_render_config_update(d: dict[str, Any]) -> RenderConfigUpdate:
    self: RenderConfigUpdate = new(_RenderConfigUpdate)
    self._raw = d
    self._changed = None
    self.updated = d.get("updated")
    self.__class__ = RenderConfigUpdate
    return self




_RenderConfigUpdate = seed(RenderConfigUpdate)
RenderConfigUpdate.FIELDS = {
    "updated": Field("updated", Many(TEXT), True),
}
