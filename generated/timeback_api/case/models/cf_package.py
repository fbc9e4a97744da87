from __future__ import annotations

from timeback_api.case.models.cf_association import CFAssociation
from timeback_api.case.models.cf_document import CFDocument
from timeback_api.case.models.cf_item import CFItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, json_field


class CFPackage(Model):
    """A whole framework.

    Attributes:
        sourced_id: Id of the package.
        cf_document: The document of a framework, with its metadata.
        cf_items: The items.
        cf_associations: The associations between the items.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    cf_document: CFDocument = json_field("CFDocument", ModelOf(CFDocument))
    cf_items: list[CFItem] | None = json_field("CFItems", ListOf(ModelOf(CFItem)), default=None)
    cf_associations: list[CFAssociation] | None = json_field(
        "CFAssociations", ListOf(ModelOf(CFAssociation)), default=None
    )


parse_cf_package = CFPackage._parse
