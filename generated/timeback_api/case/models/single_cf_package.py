from __future__ import annotations

from timeback_api.case.models.cf_package import CFPackage
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleCFPackage(Model):
    """Wrapper of one package.

    Attributes:
        cf_package: A whole framework.
    """

    cf_package: CFPackage = json_field("CFPackage", ModelOf(CFPackage))


parse_single_cf_package = SingleCFPackage._parse
