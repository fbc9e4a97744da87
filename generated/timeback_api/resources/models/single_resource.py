from __future__ import annotations

from timeback_api.resources.models.resource import Resource
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleResource(Model):
    """Wrapper of one resource, used in requests and replies.

    Attributes:
        resource: Describes a piece of learning material, such as a video, an article or a test. On the platform the
            metadata contains its address and type.
    """

    resource: Resource = json_field("resource", ModelOf(Resource))


parse_single_resource = SingleResource._parse
