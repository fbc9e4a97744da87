from __future__ import annotations

from timeback_api.case.models.cf_document import CFDocument
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleCFDocument(Model):
    """Wrapper of one document.

    Attributes:
        cf_document: The document of a framework, with its metadata.
    """

    cf_document: CFDocument = json_field("CFDocument", ModelOf(CFDocument))


parse_single_cf_document = SingleCFDocument._parse
