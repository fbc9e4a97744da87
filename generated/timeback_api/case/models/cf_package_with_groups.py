from __future__ import annotations

from timeback_api.case.models.cf_document import CFDocument
from timeback_api.case.models.cf_grouped_item import CFGroupedItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, MapOf, json_field


class CFPackageWithGroups(Model):
    """A framework with its items as a tree of groups.

    Attributes:
        sourced_id: Id of the package.
        cf_document: The document of a framework, with its metadata.
        structured_content: Items by the name of their group.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    cf_document: CFDocument = json_field("CFDocument", ModelOf(CFDocument))
    structured_content: dict[str, list[CFGroupedItem]] = json_field(
        "structuredContent", MapOf(ListOf(ModelOf(CFGroupedItem)))
    )


parse_cf_package_with_groups = CFPackageWithGroups._parse
