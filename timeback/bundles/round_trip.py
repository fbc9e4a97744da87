"""An object as a bundle gives it back, without a bundle: what a comparison of a server with a file must start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeback.bundles.cell_reader import parse
from timeback.bundles.csv_schema import LAYOUTS
from timeback.bundles.encoded import Row
from timeback.bundles.object_to_rows import Mode, alone, encode
from timeback.bundles.root_org import take_org
from timeback.bundles.rows_to_object import Object, assemble, begin
from timeback_runtime.frames import clears_locals


@clears_locals
def carried(
    collection: str,
    entity: Mapping[str, Any],
    *,
    root_org: str | None = None,
    mode: Mode = "bulk",
) -> Object | None:
    """What `Bundle.read` gives for an object that `BundleWriter` wrote, or None for one that it refuses.

    Whether a property is missing, null or empty, and the kind and address in a reference, are the same after this.
    root_org, mode: as of the writer
    """
    encoded = encode(collection, entity, alone(root_org, mode))
    if encoded.refused is not None:
        return None
    main, *others = encoded.rows
    found = begin(_values(main))
    if collection == "academicSessions":
        org = take_org(found) or root_org
        if org is not None:
            found["org"] = {"sourcedId": org, "type": "org"}
    rows: dict[str, list[Object]] = {}
    for row in others:
        rows.setdefault(row.stem, []).append(_values(row))
    return assemble(collection, found, lambda stem: rows.get(stem, []), rows, mode)


def _values(row: Row) -> Object:
    values: Object = {}
    for column, text in zip(LAYOUTS["1.2"][row.stem].columns, row.cells, strict=True):
        if text:
            values[column.property] = parse(column, text)
    if row.metadata:
        values["metadata"] = dict(row.metadata)
    return values
