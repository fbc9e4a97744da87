"""Reply to setting a renderer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import TEXT, Field, Many
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RenderConfigUpdate(Model):
    """Reply to setting a renderer.

    Attributes:
        updated: Ids of the courses whose configuration was set.
    """
    updated: list[str] | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.updated) is not None or "updated" in d:
            d["updated"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RenderConfigUpdate:
        return parse_render_config_update(data)


def parse_render_config_update(d: dict[str, Any]) -> RenderConfigUpdate:
    self: RenderConfigUpdate = new(RenderConfigUpdate)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.updated = d.get("updated")
    return self




RenderConfigUpdate.FIELDS = {
    "updated": Field("updated", Many(TEXT), True),
}
