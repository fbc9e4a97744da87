from __future__ import annotations

from timeback_api.case.models.cf_package_with_groups import CFPackageWithGroups
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleCFPackageWithGroups(Model):
    """Wrapper of one package with groups.

    Attributes:
        cf_package_with_groups: A framework with its items as a tree of groups.
    """

    cf_package_with_groups: CFPackageWithGroups = json_field("CFPackageWithGroups", ModelOf(CFPackageWithGroups))


parse_single_cf_package_with_groups = SingleCFPackageWithGroups._parse
