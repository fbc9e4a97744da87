from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class SourcedIdPair(Model):
    """The supplied and the allocated id of a new object. A server may keep the supplied id or allocate another one. Use
    only the allocated id in later requests.

    Attributes:
        supplied_sourced_id: The id in the request.
        allocated_sourced_id: The id under which the server stored the object.
    """

    supplied_sourced_id: str = json_field("suppliedSourcedId", TEXT)
    allocated_sourced_id: str = json_field("allocatedSourcedId", TEXT)


parse_sourced_id_pair = SourcedIdPair._parse
