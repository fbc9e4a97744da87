"""CASE: learning standards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests

from timeback_api.case.api.associations import get_association
from timeback_api.case.api.documents import get_document, list_documents
from timeback_api.case.api.items import get_item
from timeback_api.case.api.packages import get_package, get_package_groups
from timeback_client._calls import call
from timeback_client._errors import RefusedRequest
from timeback_client._reply import ListReply
from timeback_client.core.client import API

_PAGE = 100
"""The page size of a search, which reads all documents."""


class CaseAPI(API):
    """Methods on documents, packages, items and associations."""

    _service = "case"

    get_cf_document = call(get_document, "sourced_id")
    get_cf_package = call(get_package, "sourced_id")
    get_cf_item = call(get_item, "sourced_id")
    get_cf_association = call(get_association, "sourced_id")
    get_cf_package_groups = call(get_package_groups, "sourced_id")
    _documents = call(list_documents, "| limit offset sort order_by filter_expr", extra=True)

    def get_all_cf_documents(
        self,
        limit: int | None = None,
        offset: int | None = None,
        sort: str | None = None,
        order_by: str | None = None,
        filter_params: Mapping[str, Any] | None = None,
    ) -> Any:
        """Fetch a page of documents; ``filter_params`` are further query parameters, which take precedence."""
        query = {"limit": limit, "offset": offset, "sort": sort, "orderBy": order_by, **(filter_params or {})}
        return self._documents(**query)

    def search_cf_documents(
        self,
        query: str | None = None,
        title: str | None = None,
        subject: str | None = None,
        creator: str | None = None,
        publisher: str | None = None,
        education_level: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Any:
        """Find documents whose properties contain a text, in any case. All conditions must hold.

        The platform's specifications have no search, so that all documents are read and compared here.

        Args:
            query: is searched in title, description, subject, creator and publisher.
            title, subject, creator, publisher: are searched in the property of the same name.
            education_level: a grade that an item of the document is for; the package of each document that meets the
                other conditions is read.
            limit, offset: the part of the documents found.
        """
        wanted = {"title": title, "subject": subject, "creator": creator, "publisher": publisher}
        conditions: dict[tuple[str, ...], str] = {(name,): text for name, text in wanted.items() if text}
        if query:
            conditions["title", "description", "subject", "creator", "publisher"] = query
        if not conditions and not education_level:
            return self.get_all_cf_documents(limit, offset)
        found = [
            document
            for document in self._all_documents()
            if all(_contains(document, names, text) for names, text in conditions.items())
            and (not education_level or self._is_for(document, education_level))
        ]
        return ListReply(CFDocuments=_part(found, limit, offset))

    def get_cf_items_for_document(
        self, document_sourced_id: str, limit: int | None = None, offset: int | None = None
    ) -> Any:
        """Fetch the items of a document, which are those of its package."""
        return self._of_package("CFItems", document_sourced_id, limit, offset)

    def get_cf_associations_for_document(
        self, document_sourced_id: str, limit: int | None = None, offset: int | None = None
    ) -> Any:
        """Fetch the associations of a document, which are those of its package."""
        return self._of_package("CFAssociations", document_sourced_id, limit, offset)

    def _of_package(self, name: str, sourced_id: str, limit: int | None, offset: int | None) -> Any:
        package = self.get_cf_package(sourced_id).get("CFPackage") or {}
        return ListReply({name: _part(package.get(name) or [], limit, offset)})

    def _is_for(self, document: Mapping[str, Any], level: str) -> bool:
        items = self._of_package("CFItems", document["sourcedId"], None, None)["CFItems"]
        return any(_contains(item, ("educationLevel",), level, whole=True) for item in items)

    def _all_documents(self) -> list[Any]:
        """Read all documents by pages, until a page has no new one: the platform does not promise to page them."""
        found: dict[Any, Any] = {}
        while True:
            try:
                page = self._documents(_PAGE, len(found)).get("CFDocuments") or []
            except requests.HTTPError as error:
                if found and error.response is not None and error.response.status_code == 404:
                    # The specification does not allow a page without documents.
                    break
                raise
            known = len(found)
            found |= {document.get("sourcedId"): document for document in page}
            if len(found) == known:
                break
        return list(found.values())


def _part(values: list[Any], limit: int | None, offset: int | None) -> list[Any]:
    if (limit or 0) < 0 or (offset or 0) < 0:
        raise RefusedRequest("limit and offset must not be negative")
    start = offset or 0
    return values[start:] if limit is None else values[start : start + limit]


def _contains(value: Mapping[str, Any], names: tuple[str, ...], text: str, *, whole: bool = False) -> bool:
    """Return whether a property with one of the names, or an element of its list, contains a text or equals it."""
    wanted = text.casefold()
    for name in names:
        found = value.get(name)
        for each in found if isinstance(found, list) else [found]:
            if isinstance(each, str) and (each.casefold() == wanted if whole else wanted in each.casefold()):
                return True
    return False
