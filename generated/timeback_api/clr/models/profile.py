from __future__ import annotations

from timeback_api.clr.models.image import Image
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, json_field


class Profile(Model):
    """An organisation or a person that issues credentials.

    Attributes:
        id: IRI of the issuer.
        type_: Types of the issuer, such as `Profile`.
        name: Name.
        url: Address of its home page.
        phone: Telephone number.
        description: Description of the issuer.
        image: A picture.
        email: E-mail address.
    """

    id: str = json_field("id", TEXT)
    type_: list[str] = json_field("type", ListOf(TEXT, 1))
    name: str | None = json_field("name", TEXT, default=None)
    url: str | None = json_field("url", TEXT, default=None)
    phone: str | None = json_field("phone", TEXT, default=None)
    description: str | None = json_field("description", TEXT, default=None)
    image: Image | None = json_field("image", ModelOf(Image), default=None)
    email: str | None = json_field("email", TEXT, default=None)


parse_profile = Profile._parse
