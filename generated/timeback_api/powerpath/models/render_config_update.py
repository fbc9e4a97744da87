"""Reply to setting a renderer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RenderConfigUpdate(Model):
    """Reply to setting a renderer.

    Attributes:
        updated: Ids of the courses whose configuration was set.
    """

    FIELDS = {"updated": Field("updated", ListOf(TEXT), True)}

    updated: list[str]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, RenderConfigUpdate)
        value: Any
        data = self._start_dict()
        if (value := self.updated) is not None or "updated" in data:
            data["updated"] = value if value is data.get("updated") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RenderConfigUpdate:
        return parse_render_config_update(data)


_UntrackedRenderConfigUpdate = untracked_subclass(RenderConfigUpdate)


def parse_render_config_update(data: Any) -> RenderConfigUpdate:
    instance: RenderConfigUpdate = new_model(_UntrackedRenderConfigUpdate)
    instance._received = data
    instance._changed = None
    instance.updated = data.get("updated")
    instance.__class__ = RenderConfigUpdate
    return instance
