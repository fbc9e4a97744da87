from __future__ import annotations

from timeback_api.common.models.org import Org
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleOrg(Model):
    """Wrapper of one organisation, used in requests and replies.

    Attributes:
        org: A school, a district or another organisation in education. Organisations form a hierarchy.
    """

    org: Org = json_field("org", ModelOf(Org))


parse_single_org = SingleOrg._parse
