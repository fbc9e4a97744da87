from __future__ import annotations

from timeback_api.case.models.upload_counts import UploadCounts
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, TEXT, json_field


class UploadResult(Model):
    """What an upload stored.

    Attributes:
        document_id: Id of the document.
        stats: How many objects an upload stored.
        success: Whether the package was stored.
    """

    document_id: str = json_field("documentId", TEXT)
    stats: UploadCounts = json_field("stats", ModelOf(UploadCounts))
    success: bool = json_field("success", BOOLEAN)


parse_upload_result = UploadResult._parse
