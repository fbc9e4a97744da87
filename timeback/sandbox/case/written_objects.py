"""Converts the objects of a package from the names of requests to those of replies."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from timeback.sandbox.storage.store import StoredObject

__all__ = ["UNKNOWN_TYPE", "WrittenPackage"]

UNKNOWN_TYPE: Final = "unknown"


class WrittenPackage:
    """The body of a request that writes a package.

    Args:
        body: the body, which is valid by the document.
        uri: the address under which this server serves the package.
    """

    def __init__(self, body: Mapping[str, Any], uri: str) -> None:
        self._body = body
        self._uri = uri
        given = body["CFDocument"]
        self.id: str = given["identifier"]
        self._document_link = {"sourcedId": self.id, "title": given["title"], "uri": given["uri"]}
        self._definitions = _by_uri(body.get("CFDefinitions") or {})

    def document(self) -> StoredObject:
        found = _with_id(self._body["CFDocument"])
        if (license_uri := found.pop("licenseUri", None)) is not None:
            found["licenseURI"] = self._link(license_uri)
        return {**found, "CFPackageURI": {**self._document_link, "uri": self._uri}}

    def items(self) -> list[StoredObject]:
        return [self._item(given) for given in self._body["CFItems"]]

    def associations(self) -> list[StoredObject]:
        return [self._association(given) for given in self._body["CFAssociations"]]

    def _item(self, given: Mapping[str, Any]) -> StoredObject:
        found = _with_id(given)
        other_name = found.pop("cfItemType", None)
        found["CFItemType"] = found.get("CFItemType") or other_name or UNKNOWN_TYPE
        for name in ("CFItemTypeURI", "licenseURI"):
            if name in found:
                found[name] = self._link(found[name])
        return {**found, "CFDocumentURI": self._document_link}

    def _association(self, given: Mapping[str, Any]) -> StoredObject:
        found = _with_id(given)
        for name in ("originNodeURI", "destinationNodeURI"):
            found[name] = _with_id(found[name])
        number = found.get("sequenceNumber")
        if isinstance(number, float) and number.is_integer():
            found["sequenceNumber"] = int(number)
        return {**found, "CFDocumentURI": self._document_link}

    def _link(self, given: Any) -> StoredObject:
        """A reference in the form of replies. An address alone gets the id and the title of its definition."""
        if isinstance(given, Mapping):
            return _with_id(given)
        known = self._definitions.get(given, {})
        identifier, title = known.get("identifier"), known.get("title")
        return {
            "sourcedId": identifier if isinstance(identifier, str) else str(uuid.uuid5(uuid.NAMESPACE_URL, given)),
            "title": title if isinstance(title, str) else given,
            "uri": given,
        }


def _with_id(given: Mapping[str, Any]) -> StoredObject:
    """The object with `sourcedId` in the place of `identifier`."""
    rest = {name: value for name, value in given.items() if name != "identifier"}
    return {"sourcedId": given["identifier"], **rest}


def _by_uri(definitions: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The definitions of a package by their addresses."""
    lists: Iterable[Any] = (held for held in definitions.values() if isinstance(held, list))
    found = (each for held in lists for each in held if isinstance(each, Mapping))
    return {each["uri"]: each for each in found if isinstance(each.get("uri"), str)}
