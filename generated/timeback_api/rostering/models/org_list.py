from __future__ import annotations

from timeback_api.common.models.org import Org
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, NUMBER, AnyOf, Bounded, ListOf, json_field


class OrgList(Model):
    """A page of organisations with its counters.

    Attributes:
        orgs: The organisations of this page, in the requested order.
        total_count: Number of objects that match the request on all pages together. An extension of the platform:
            another provider may not know it.
        page_count: Number of pages at this limit. An extension of the platform: another provider may not know it.
        page_number: Number of this page. The first is 1. An extension of the platform: another provider may not know
            it.
        offset: Number of matching objects before this page. An extension of the platform: another provider may not know
            it.
        limit: Largest number of objects on this page. It can be lower than the requested limit. An extension of the
            platform: another provider may not know it.
    """

    orgs: list[Org] = json_field("orgs", ListOf(ModelOf(Org)))
    total_count: int | float | None = json_field(
        "totalCount", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), default=None
    )
    page_count: int | float | None = json_field(
        "pageCount", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), default=None
    )
    page_number: int | float | None = json_field(
        "pageNumber", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), default=None
    )
    offset: int | float | None = json_field(
        "offset", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), default=None
    )
    limit: int | float | None = json_field(
        "limit", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)), default=None
    )


parse_org_list = OrgList._parse
