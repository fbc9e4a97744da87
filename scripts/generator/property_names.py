"""Writes the table of JSON property names that do not follow from their Python names by rule.

Filters need it: they take Python names and do not know the model that is filtered.
"""

from __future__ import annotations

from collections.abc import Iterable

from timeback_runtime.property_names import camel_case

FILE = "_property_names.py"


def irregular_names(properties: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The JSON names, by Python name, that differ from the name in camel case.

    Args:
        properties: Python names and JSON names of all models. A Python name with several JSON names is left out, since
            only the model could tell which of them is meant.
    """
    found: dict[str, set[str]] = {}
    for python, wire in properties:
        found.setdefault(python.removesuffix("_"), set()).add(wire)
    return {
        python: min(wires)
        for python, wires in sorted(found.items())
        if len(wires) == 1 and camel_case(python) not in wires
    }


def module_text(names: dict[str, str]) -> str:
    """The source of the generated module."""
    lines = [f"    {python!r}: {wire!r},".replace("'", '"') for python, wire in names.items()]
    return "\n".join(
        [
            '"""JSON names of properties that differ from their Python names in camel case, by Python name."""',
            "",
            "IRREGULAR_NAMES: dict[str, str] = {",
            *lines,
            "}",
            "",
        ]
    )
