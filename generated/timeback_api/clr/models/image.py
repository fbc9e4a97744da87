"""A picture."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Image(Model):
    """A picture.

    Attributes:
        id: Address of the picture.
        type_: Type of the object.
        caption: Text for the picture.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", OneOf("Image"), True),
        "caption": Field("caption", TEXT),
    }

    id: str
    type_: str = "Image"
    caption: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Image)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.caption) is not None or "caption" in data:
            data["caption"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Image:
        return parse_image(data)


_UntrackedImage = untracked_subclass(Image)


def parse_image(data: Any) -> Image:
    instance: Image = new_model(_UntrackedImage)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.caption = data.get("caption")
    instance.__class__ = Image
    return instance
