"""Reply to removing a renderer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import TEXT, Field
from timeback_api._core.model import Model, new


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RenderConfigDeletion(Model):
    """Reply to removing a renderer.

    Attributes:
        deleted: Id of the course whose configuration was deleted.
    """
    deleted: str | None

    def to_dict(self) -> dict[str, Any]:
        v: Any
        d = came.copy() if type(came := self._raw) is dict else self._begin()
        if (v := self.deleted) is not None or "deleted" in d:
            d["deleted"] = v
        return d if type(came) is dict else self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RenderConfigDeletion:
        return parse_render_config_deletion(data)


def parse_render_config_deletion(d: dict[str, Any]) -> RenderConfigDeletion:
    self: RenderConfigDeletion = new(RenderConfigDeletion)
    self._raw = d  # type: ignore[misc]  # a slot of the base class
    self.deleted = d.get("deleted")
    return self




RenderConfigDeletion.FIELDS = {
    "deleted": Field("deleted", TEXT, True),
}
