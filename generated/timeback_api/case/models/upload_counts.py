from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import INTEGER, NUMBER, AnyOf, json_field


class UploadCounts(Model):
    """How many objects an upload stored.

    Attributes:
        documents: Number of documents.
        items: Number of items.
        associations: Number of associations.
    """

    documents: int | float = json_field("documents", AnyOf(INTEGER, NUMBER))
    items: int | float = json_field("items", AnyOf(INTEGER, NUMBER))
    associations: int | float = json_field("associations", AnyOf(INTEGER, NUMBER))


parse_upload_counts = UploadCounts._parse
