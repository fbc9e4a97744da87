from __future__ import annotations

from timeback_api.case.models.cf_document import CFDocument
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class CFDocumentList(Model):
    """A page of documents.

    Attributes:
        cf_documents: The documents of this page.
    """

    cf_documents: list[CFDocument] = json_field("CFDocuments", ListOf(ModelOf(CFDocument)))


parse_cf_document_list = CFDocumentList._parse
