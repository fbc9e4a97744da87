"""Assessment line items, which the older client calls line items."""

from __future__ import annotations

from timeback_api.gradebook.models import AssessmentLineItem as _AssessmentLineItem
from timeback_api.gradebook.models import LineItemList as _LineItemList
from timeback_client._compat_model import CompatModel, Entity, Json, new_id, timestamp
from timeback_client.models.user import Reference, Status

__all__ = ["LineItem", "LineItemsResponse", "SourcedIdRef", "Status"]


class SourcedIdRef(Reference):
    """A reference with only an id."""


class LineItem(
    Entity,
    of=_AssessmentLineItem,
    required="title",
    nested={
        "status": Status,
        **dict.fromkeys(
            ("class_", "parentAssessmentLineItem", "scoreScale", "component", "componentResource", "course"),
            SourcedIdRef,
        ),
    },
    defaults={"status": Status.ACTIVE, "sourcedId": new_id, "dateLastModified": timestamp},
):
    """Graded work, such as an assignment or a test."""

    def to_dict(self, wrapped: bool = False) -> Json:
        """Return the line item without its wrapper, which ``to_create_dict`` and ``to_update_dict`` add."""
        return super().to_dict(wrapped)

    def to_create_dict(self) -> Json:
        return self.to_dict(wrapped=True)

    def to_update_dict(self) -> Json:
        return self.to_dict(wrapped=True)


class LineItemsResponse(CompatModel, of=_LineItemList, required="lineItems", nested={"lineItems": LineItem}):
    """A page of line items."""
