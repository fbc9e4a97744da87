"""Simulated round trip of an object through CSV, as the baseline for comparing a server with a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeback._spec.root_organisation import org_reference
from timeback.bundles.cell_reader import parse_cell
from timeback.bundles.csv_schema import DATA_FILES
from timeback.bundles.encoded import EncodedRow
from timeback.bundles.encoding_context import Mode, single_object_context
from timeback.bundles.object_to_rows import encode_object
from timeback.bundles.root_org import pop_org
from timeback.bundles.rows_to_object import JsonDict, add_nested_rows, start_object
from timeback_runtime.frames import clears_locals


@clears_locals
def carried(
    collection: str,
    entity: Mapping[str, Any],
    *,
    root_org: str | None = None,
    mode: Mode = "bulk",
) -> JsonDict | None:
    """Return an object as `Bundle.read` would return it after `BundleWriter` wrote it; None if the writer refuses it.

    The result no longer shows whether a property was missing, null or empty, and references have a normalised type and
    no address.

    root_org, mode: the arguments of the writer
    """
    encoded = encode_object(collection, entity, single_object_context(root_org, mode))
    if encoded.refused is not None:
        return None
    main, *others = encoded.rows
    found = start_object(_values(main))
    if collection == "academicSessions":
        org = pop_org(found) or root_org
        if org is not None:
            found["org"] = org_reference(org)
    rows: dict[str, list[JsonDict]] = {}
    for row in others:
        rows.setdefault(row.stem, []).append(_values(row))
    return add_nested_rows(collection, found, lambda stem: rows.get(stem, []), rows, mode)


def _values(row: EncodedRow) -> JsonDict:
    values: JsonDict = {}
    for column, text in zip(DATA_FILES["1.2"][row.stem].columns, row.cells, strict=True):
        if text:
            values[column.property] = parse_cell(column, text)
    if row.metadata:
        values["metadata"] = dict(row.metadata)
    return values
