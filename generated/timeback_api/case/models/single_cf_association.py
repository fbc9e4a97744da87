from __future__ import annotations

from timeback_api.case.models.cf_association import CFAssociation
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleCFAssociation(Model):
    """Wrapper of one association.

    Attributes:
        cf_association: A directed relation of two objects of a framework.
    """

    cf_association: CFAssociation = json_field("CFAssociation", ModelOf(CFAssociation))


parse_single_cf_association = SingleCFAssociation._parse
