"""The ``x-`` keys that documents in specs/ may have. CONTRIBUTING.md describes each of them."""

from __future__ import annotations

from typing import Any

from generator.bundling import SpecError

KNOWN_KEYS = frozenset(
    {
        "x-package",
        "x-service",
        "x-python-name",
        "x-kind",
        "x-unwrap",
        "x-collection",
        "x-filters",
        "x-enum-varnames",
        "x-undocumented",
        "x-extension",
        "x-entity",
        "x-select",
        "x-parents",
        "x-refers-to",
        "x-deferred",
        "x-absent-means",
        "x-absent-is-not-found",
        "x-root-org-by-default",
        "x-natural-key",
        "x-identity-of",
        "x-migration",
        "x-created-after",
        "x-owner",
        "x-personal",
        "x-set-by-server",
        "x-indexed",
        "x-upsert",
        "x-merges",
        "x-health-check",
        "x-optional",
        "x-standard",
    }
)


def check_known(document: dict[str, Any]) -> None:
    """Refuse unknown ``x-`` keys anywhere in a document.

    Raises:
        SpecError: the message names the key.
    """

    def visit(node: Any, where: str, named: bool) -> None:
        if isinstance(node, list):
            for entry in node:
                visit(entry, where, False)
        elif isinstance(node, dict):
            for key, value in node.items():
                if not named and str(key).startswith("x-") and key not in KNOWN_KEYS:
                    raise SpecError(f"{where}: unknown key {key}")
                inside = key in ("example", "examples", "default", "const", "enum") or str(key).startswith("x-")
                if not inside or named:
                    visit(
                        value, f"{where}/{key}", key in ("properties", "schemas", "responses", "headers") and not named
                    )

    visit(document, "#", False)
