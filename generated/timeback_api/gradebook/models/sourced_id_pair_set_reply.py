from __future__ import annotations

from timeback_api.common.models.sourced_id_pair import SourcedIdPair
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import AnyOf, ListOf, json_field


class SourcedIdPairSetReply(Model):
    """Reply to the creation of several objects. The standard returns a pair of ids for each of them; the platform
    documents a single pair.

    Attributes:
        sourced_id_pairs: The pairs of supplied and allocated ids.
    """

    sourced_id_pairs: SourcedIdPair | list[SourcedIdPair] = json_field(
        "sourcedIdPairs", AnyOf(ModelOf(SourcedIdPair), ListOf(ModelOf(SourcedIdPair)))
    )


parse_sourced_id_pair_set_reply = SourcedIdPairSetReply._parse
