"""An organisation or a person that issues credentials."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.clr.models.image import Image, parse_image
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", ListOf(TEXT, 1), True),
        "name": Field("name", TEXT),
        "url": Field("url", TEXT),
        "phone": Field("phone", TEXT),
        "description": Field("description", TEXT),
        "image": Field("image", ModelOf(Image)),
        "email": Field("email", TEXT),
    }
    NESTED = {"image": ("image", Image)}

    id: str
    type_: list[str]
    name: str | None = None
    url: str | None = None
    phone: str | None = None
    description: str | None = None
    image: Image | None = None
    email: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Profile)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if value is data.get("type") else to_json(value)
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.url) is not None or "url" in data:
            data["url"] = value
        if (value := self.phone) is not None or "phone" in data:
            data["phone"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.image) is not None or "image" in data:
            data["image"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.email) is not None or "email" in data:
            data["email"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.image = parse_image(value) if type(value := data.get("image")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Profile:
        return parse_profile(data)


_UntrackedProfile = untracked_subclass(Profile)


def parse_profile(data: Any, deep: bool = False) -> Profile:
    instance: Profile = new_model(_UntrackedProfile)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.name = data.get("name")
    instance.url = data.get("url")
    instance.phone = data.get("phone")
    instance.description = data.get("description")
    instance.email = data.get("email")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Profile
    return instance
