"""The root organisation: the one that objects belong to if their source names no organisation for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from timeback._spec.status import is_deleted

_MOST_CANDIDATES: Final = 10


class RootOrgFinder:
    """Finds the root organisation while organisations are read.

    An organisation is at the top if it has no parent, if its parent is itself, or if its parent is not in a complete
    list. The root is the only organisation at the top. If there are several, it is the only district among them.
    Organisations that are marked as deleted do not count.
    """

    def __init__(self, *, complete: bool = True) -> None:
        """``complete``: whether the list has all organisations, so that a parent outside of it does not exist."""
        self._complete = complete
        self._orgs: dict[str, tuple[str | None, bool]] = {}
        self._tops: list[str] | None = None
        self._unknown_parents = False
        self._is_uncertain = False

    def add_unreadable(self) -> None:
        """Add an organisation of which nothing is known, so that it may be the root, or the parent of another one."""
        self._is_uncertain, self._complete, self._tops = True, False, None

    def add(self, org: Mapping[str, Any]) -> None:
        """Add an organisation of the list."""
        if not is_deleted(org):
            self._orgs[org["sourcedId"]] = parent_id(org), org.get("type") == "district"
            self._tops = None

    @property
    def id(self) -> str | None:
        """The sourcedId of the root organisation; None if there is no single one, or if it is not certain."""
        if self._is_uncertain:
            return None
        tops = self._at_top()
        if len(tops) == 1:
            return tops[0]
        districts = [sourced_id for sourced_id in tops if self._orgs[sourced_id][1]]
        return districts[0] if len(districts) == 1 else None

    @property
    def is_uncertain(self) -> bool:
        """Whether an organisation could not be read that may be the root."""
        return self._is_uncertain

    @property
    def candidates(self) -> list[str]:
        """The ids of the first ten organisations at the top."""
        return self._at_top()[:_MOST_CANDIDATES]

    @property
    def detached(self) -> list[str]:
        """The ids of organisations at the top that name a parent."""
        return [sourced_id for sourced_id in self._at_top() if self._orgs[sourced_id][0] is not None]

    @property
    def has_unknown_parents(self) -> bool:
        """Whether an organisation has a parent that was not added."""
        self._at_top()
        return self._unknown_parents

    def _at_top(self) -> list[str]:
        if self._tops is None:
            unknown = {
                sourced_id
                for sourced_id, (parent, _) in self._orgs.items()
                if parent is not None and parent not in self._orgs
            }
            self._unknown_parents = bool(unknown)
            self._tops = [
                sourced_id
                for sourced_id, (parent, _) in self._orgs.items()
                if parent is None or parent == sourced_id or (self._complete and sourced_id in unknown)
            ]
        return self._tops


def parent_id(org: Mapping[str, Any]) -> str | None:
    """The id of the parent of an organisation; None if it has none."""
    parent = org.get("parent")
    found = parent.get("sourcedId") if isinstance(parent, Mapping) else None
    return found if isinstance(found, str) and found else None


def has_own_parent(org: Mapping[str, Any]) -> bool:
    """Whether the parent of an organisation is the organisation itself."""
    found = parent_id(org)
    return found is not None and found == org.get("sourcedId")


def without_own_parent(org: dict[str, Any]) -> dict[str, Any]:
    """The organisation without its parent if that is the organisation itself."""
    return {name: value for name, value in org.items() if name != "parent"} if has_own_parent(org) else org


def org_reference(sourced_id: str) -> dict[str, str]:
    """A reference to an organisation."""
    return {"sourcedId": sourced_id, "type": "org"}
