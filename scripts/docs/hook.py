"""Hooks of mkdocs that add the generated pages to the site; mkdocs.yml refers to this file."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from docs import commands, models, operations

REPOSITORY = Path(__file__).resolve().parents[2]
# Files of the repository that are also pages. Their links to docs/ are made relative.
_INCLUDED = {"changelog.md": "CHANGELOG.md", "contributing.md": "CONTRIBUTING.md", "examples.md": "examples/README.md"}
_PLACES = {"Operations": operations.navigation, "Models": models.navigation}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Replace the `generated` entries of the navigation in mkdocs.yml."""
    assert config.nav is not None
    _fill(config.nav)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    included = [
        (path, re.sub(r"\]\((?:\.\./)?docs/", "](", (REPOSITORY / name).read_text(encoding="utf-8")))
        for path, name in _INCLUDED.items()
    ]
    for path, text in [*operations.pages(), *models.pages(), (commands.PAGE, commands.page()), *included]:
        files.append(File.generated(config, path, content=text))
    return files


def _fill(entries: list[Any]) -> None:
    for entry in entries:
        for title, value in list(entry.items()) if isinstance(entry, dict) else ():
            if value == "generated":
                entry[title] = _PLACES[title]()
            elif isinstance(value, list):
                _fill(value)
