"""The fast conversion of ordinary values to cells gives the same text as that of all values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.bundles.cell_writer import UnwritableValueError, format_cell
from timeback.bundles.csv_schema import DATA_FILES
from timeback.bundles.plain_cells import plain_cells, plain_text

COLUMNS = [(column, plain) for stem in DATA_FILES["1.2"] for column, plain in plain_cells(stem)]
WORDS = sorted({word for column, _ in COLUMNS for word in column.allowed})
TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "a b", " a", "a  b", "a,b", "{a:b}", "true", "True", "2026-01-31", "2026-13-01", "2026-W01-1", "2026",
         "2026-01-31T00:00:00.000Z", "line\nbreak", "nul\0", "\ud800", "Zoë Müller", "=1+1", "x" * 131_073, *WORDS]
    ),
    st.text(st.characters(codec=None), max_size=12),
)  # fmt: skip
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS)
ITEMS = st.one_of(
    SCALARS,
    st.fixed_dictionaries({"type": TEXTS, "identifier": TEXTS}, optional={"more": SCALARS}),
    st.fixed_dictionaries({"itemValueLHS": TEXTS, "itemValueRHS": TEXTS}),
    st.fixed_dictionaries({"sourcedId": SCALARS}, optional={"type": TEXTS}),
)
VALUES = st.one_of(ITEMS, st.lists(ITEMS, max_size=3), st.dictionaries(st.sampled_from(["a", "sourcedId"]), SCALARS))


@given(st.sampled_from(COLUMNS), VALUES)
def test_it_gives_the_same_cell_without_a_loss(pair: Any, value: Any) -> None:
    column, plain = pair
    if (text := plain(value)) is not None:
        losses: list[Any] = []
        assert format_cell(column, value, lambda *loss: losses.append(loss)) == text
        assert losses == []


@pytest.mark.parametrize(
    ("type_", "value", "text"),
    [
        ("text", "Zoë Müller", "Zoë Müller"),
        ("id", "a-1", "a-1"),
        ("boolean", True, "true"),
        ("boolean", "false", "false"),
        ("date", "2026-01-31", "2026-01-31"),
        ("text_list", ["09", "10"], "09,10"),
        ("reference", {"sourcedId": "o1", "type": "org"}, "o1"),
        ("pairs", [{"type": "sis Id", "identifier": "1"}], "{sis Id:1}"),
        ("enum", "student", "student"),
    ],
)
def test_ordinary_values_are_converted_fast(type_: str, value: Any, text: str) -> None:
    files = [pair for pair in plain_cells("users") + plain_cells("roles") if pair[0].type == type_]
    assert text in {plain(value) for _, plain in files}


@pytest.mark.parametrize("value", [None, 1, True, "a\nb", "nul\0", "\ud800", "  ", "x" * 131_073, ["a"], {}])
def test_text_that_needs_a_closer_look(value: Any) -> None:
    assert plain_text(value) is None


def test_unwritable_values_are_left_to_the_other_conversion() -> None:
    column, plain = next(pair for pair in plain_cells("users") if pair[0].type == "password")
    assert plain("secret") is None
    with pytest.raises(UnwritableValueError):
        format_cell(column, "secret", lambda kind, reason: None)
