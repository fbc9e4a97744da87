from __future__ import annotations

from timeback_api.common.models.org import Org
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class UpdatedOrg(Model):
    """Result of the replacement of an organisation. It may contain the organisation.

    Attributes:
        org: A school, a district or another organisation in education. Organisations form a hierarchy.
    """

    org: Org | None = json_field("org", ModelOf(Org), default=None)


parse_updated_org = UpdatedOrg._parse
