from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class ResourceDetails(Model):
    """Metadata of a resource by the type of its content. The other properties depend on the type.

    Attributes:
        type_: Type of content, such as `qti`, `video` or `interactive`.
    """

    type_: str = json_field("type", TEXT)


parse_resource_details = ResourceDetails._parse
