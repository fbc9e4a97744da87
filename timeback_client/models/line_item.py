"""Assessment line items, which the older client calls line items."""

from __future__ import annotations

from timeback_api.gradebook.models import AssessmentLineItem as _AssessmentLineItem
from timeback_api.gradebook.models import LineItemList as _LineItemList
from timeback_client._facade import Entity, Facade, Json, new_id, timestamp
from timeback_client.models.user import Reference, Status

__all__ = ["LineItem", "LineItemsResponse", "SourcedIdRef", "Status"]


class SourcedIdRef(Reference):
    """A reference by id alone."""


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
    """Something that is scored."""

    def to_dict(self, wrapped: bool = False) -> Json:
        """The line item without a wrapper; ``to_create_dict`` and ``to_update_dict`` have it."""
        return super().to_dict(wrapped)

    def to_create_dict(self) -> Json:
        return self.to_dict(wrapped=True)

    def to_update_dict(self) -> Json:
        return self.to_dict(wrapped=True)


class LineItemsResponse(Facade, of=_LineItemList, required="lineItems", nested={"lineItems": LineItem}):
    """A page of line items."""
