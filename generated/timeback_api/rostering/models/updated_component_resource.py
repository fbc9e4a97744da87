from __future__ import annotations

from timeback_api.rostering.models.component_resource import ComponentResource
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class UpdatedComponentResource(Model):
    """Result of the replacement of a component resource. It may contain the component resource.

    Attributes:
        component_resource: A resource in a course component. It is a lesson for students. An extension of the platform:
            another provider may not know it.
    """

    component_resource: ComponentResource | None = json_field(
        "componentResource", ModelOf(ComponentResource), default=None
    )


parse_updated_component_resource = UpdatedComponentResource._parse
