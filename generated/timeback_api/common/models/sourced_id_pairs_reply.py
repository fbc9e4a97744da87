from __future__ import annotations

from timeback_api.common.models.sourced_id_pair import SourcedIdPair
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SourcedIdPairsReply(Model):
    """Reply to the creation of one object.

    Attributes:
        sourced_id_pairs: The supplied and the allocated id of a new object. A server may keep the supplied id or
            allocate another one. Use only the allocated id in later requests.
    """

    sourced_id_pairs: SourcedIdPair = json_field("sourcedIdPairs", ModelOf(SourcedIdPair))


parse_sourced_id_pairs_reply = SourcedIdPairsReply._parse
