from __future__ import annotations

from timeback_api.powerpath.models.custom_resource_payload import CustomResourcePayload
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OneOf, json_field


class AddCustomResourceCommand(Model):
    """Adds a resource from any course at the end of a component.

    Attributes:
        type_: Type of the operation.
        payload: Which resource to add, and where.
    """

    type_: str = json_field("type", OneOf("add-custom-resource"), default="add-custom-resource", required=True)
    payload: CustomResourcePayload = json_field("payload", ModelOf(CustomResourcePayload))


parse_add_custom_resource_command = AddCustomResourceCommand._parse
