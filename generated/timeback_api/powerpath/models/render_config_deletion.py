"""Reply to removing a renderer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RenderConfigDeletion(Model):
    """Reply to removing a renderer.

    Attributes:
        deleted: Id of the course whose configuration was deleted.
    """

    FIELDS = {"deleted": Field("deleted", TEXT, True)}

    deleted: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, RenderConfigDeletion)
        value: Any
        data = self._start_dict()
        if (value := self.deleted) is not None or "deleted" in data:
            data["deleted"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RenderConfigDeletion:
        return parse_render_config_deletion(data)


_UntrackedRenderConfigDeletion = untracked_subclass(RenderConfigDeletion)


def parse_render_config_deletion(data: Any) -> RenderConfigDeletion:
    instance: RenderConfigDeletion = new_model(_UntrackedRenderConfigDeletion)
    instance._received = data
    instance._changed = None
    instance.deleted = data.get("deleted")
    instance.__class__ = RenderConfigDeletion
    return instance
