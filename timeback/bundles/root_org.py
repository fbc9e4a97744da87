"""The organisation of academic sessions. The standard has no column for it: it is a metadata column or the root org."""

from __future__ import annotations

from collections.abc import Container
from contextlib import closing
from typing import Any, Final

from timeback._spec.root_organisation import RootOrgFinder
from timeback.bundles.csv_rows import errors_only
from timeback.bundles.header import Header
from timeback.bundles.opened import OpenedBundle

SESSION_ORG: Final = "timeback.orgSourcedId"
"""Metadata column of academicSessions.csv: the organisation of a session, if it is not the root organisation."""


def pop_org(session: dict[str, Any]) -> str | None:
    """Remove the organisation from the metadata of a session and return it."""
    metadata = session.get("metadata")
    if not metadata or SESSION_ORG not in metadata:
        return None
    org = str(metadata.pop(SESSION_ORG)).strip()
    if not metadata:
        del session["metadata"]
    return org or None


def find_root(bundle: OpenedBundle, skipped: Container[int]) -> RootOrgFinder:
    """Look for the root organisation in orgs.csv, which has to exist.

    An invalid row counts if it has a parent: it is then not the root, whatever is wrong with it.

    skipped: the lines of other invalid rows
    """
    # The other organisations of a delta are in an earlier bundle.
    finder = RootOrgFinder(complete=bundle.modes["orgs"] == "bulk")
    ignore = errors_only(lambda problem: None)
    with closing(bundle.rows("orgs", errors_only(lambda problem: finder.add_unreadable()))) as found:
        header = bundle.header("orgs", found, ignore)
        for line, cells in found if header.usable else ():
            if header.is_blank(cells):
                continue
            values = None if line in skipped else header.values(line, cells, ignore)
            if values is None and header.fits(line, cells, ignore):
                values = _child(header, cells)
            if values is None:
                finder.add_unreadable()
            else:
                finder.add(values)
    return finder


def _child(header: Header, cells: list[str]) -> dict[str, Any] | None:
    """Return id and parent of an organisation, or None if it has no parent."""
    text = {column.name: cells[index].strip() for index, column in header.columns}
    id_, parent = text.get("sourcedId"), text.get("parentSourcedId")
    return {"sourcedId": id_, "parent": {"sourcedId": parent}} if id_ and parent else None
