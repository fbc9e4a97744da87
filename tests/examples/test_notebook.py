"""The notebook runs from top to bottom, and is in the repository without outputs."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from timeback.sandbox import Sandbox

from .kit import EXAMPLES
from .notebook import CellError, code_cells, run

NOTEBOOKS = sorted(EXAMPLES.rglob("*.ipynb"))
EXPLORE = EXAMPLES / "explore.ipynb"


def test_the_notebook_runs(box: Sandbox) -> None:
    namespace, outputs = run(EXPLORE)
    scores = namespace["scores"]
    assert isinstance(scores, pd.DataFrame)
    assert list(scores.columns) == ["quiz-1", "quiz-2", "quiz-3"]
    assert len(scores) == namespace["sizes"].iloc[0]["students"] > 0
    assert scores.notna().all().all()
    assert namespace["users"]["role"].value_counts()["student"] == len(namespace["students"])
    # The last expression of the cell with requests at once.
    assert list(namespace["_"]) == list(namespace["sizes"]["students"].head(5))
    assert "student" in outputs[1]
    # Names are not requested.
    for user in box.store.all("users"):
        assert not any(str(user["familyName"]) in output for output in outputs)


def test_the_notebook_runs_twice(box: Sandbox) -> None:
    run(EXPLORE)
    count = box.store.counts()["results"]
    run(EXPLORE)
    assert box.store.counts()["results"] == count


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_no_notebook_has_outputs(path: Path) -> None:
    cells = code_cells(path)
    assert cells
    for number, cell in enumerate(cells, 1):
        place = f"{path.name}, code cell {number}: clear all outputs before you commit"
        assert (cell["outputs"], cell["execution_count"], cell["metadata"]) == ([], None, {}), place


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_have_the_form_that_editors_write(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    assert text == json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    identifiers = [cell["id"] for cell in notebook["cells"]]
    assert len(set(identifiers)) == len(identifiers)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


def test_a_cell_that_fails_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.ipynb"
    cells = [{"cell_type": "code", "source": ["x = 1\n", "x"]}, {"cell_type": "code", "source": ["%time x"]}]
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}))
    with pytest.raises(CellError, match=r"bad\.ipynb, code cell 2: SyntaxError"):
        run(path)
    cells[1]["source"] = ["await missing"]
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}))
    with pytest.raises(CellError, match="code cell 2: NameError"):
        run(path)
