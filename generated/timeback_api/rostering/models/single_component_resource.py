from __future__ import annotations

from timeback_api.rostering.models.component_resource import ComponentResource
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleComponentResource(Model):
    """Wrapper of one component resource, used in requests and replies.

    Attributes:
        component_resource: A resource in a course component. It is a lesson for students. An extension of the platform:
            another provider may not know it.
    """

    component_resource: ComponentResource = json_field("componentResource", ModelOf(ComponentResource))


parse_single_component_resource = SingleComponentResource._parse
