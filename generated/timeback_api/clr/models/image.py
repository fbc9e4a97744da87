from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, OneOf, json_field


class Image(Model):
    """A picture.

    Attributes:
        id: Address of the picture.
        type_: Type of the object.
        caption: Text for the picture.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field("type", OneOf("Image"), default="Image", required=True)
    caption: str | None = json_field("caption", TEXT, default=None)


parse_image = Image._parse
