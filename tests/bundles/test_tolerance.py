"""Deviations of real exports that are read with a warning, and those that are refused with a clear error."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.bundles.kit import HEADERS, ROWS, check, district, folder, lines, locations, manifest, zipped
from timeback.bundles import COLLECTIONS, Bundle, BundleError, BundleWarning, Limits, Problem
from timeback.bundles.csv_rows import CsvRows
from timeback.migration import Migration
from timeback.sandbox import Sandbox

Files = dict[str, str | bytes]
Place = tuple[str, int | None, str | None, str]
STAMP = "2026-01-31T23:59:59.000Z"


def content(path: Path) -> dict[str, list[dict[str, Any]]]:
    with Bundle.open(path) as bundle:
        return {name: list(bundle.read(name)) for name in COLLECTIONS}


def replaced(name: str, old: str, new: str) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        text = files[name]
        assert isinstance(text, str)
        assert old in text
        return {**files, name: text.replace(old, new)}

    return change


def encoded(codec: str, *, mark: bytes = b"") -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        return {name: mark + str(text).encode(codec) for name, text in files.items()}

    return change


def at(name: str, line: int | None, column: str | None, rule: str) -> Place:
    return name, line, column, rule


def every(rule: str) -> set[Place]:
    return {at(name, 1, None, rule) for name in district()}


def in_folder(files: Files) -> Files:
    system = {
        "__MACOSX/": "", "__MACOSX/export/._users.csv": "x", "export/.DS_Store": "x", "export/Thumbs.db": "x",
        "export/": "", "export/.git/orgs.csv": "x", "export/~$users.csv": "x", "export/__MACOSX/._orgs.csv": "x",
    }  # fmt: skip
    return {**system, **{f"export/{name}": text for name, text in files.items()}}


def trailing_lines(files: Files) -> Files:
    return {name: f"{text}\r\n  \r\n\r\n" if name == "orgs.csv" else text for name, text in files.items()}


@pytest.mark.parametrize(
    ("change", "warnings"),
    [
        (encoded("utf-16"), every("encoding")),
        (encoded("utf-16-be", mark=b"\xfe\xff"), every("encoding")),
        (encoded("utf-16-le"), every("encoding")),
        (encoded("utf-16-be"), every("encoding")),
        (encoded("utf-32"), every("encoding")),
        (encoded("utf-8-sig"), every("encoding")),
        (in_folder, {at("d.zip", None, None, "sub-folder")}),
        (trailing_lines, {at("orgs.csv", 5, None, "blank-row")}),
        (replaced("orgs.csv", "\r\nd1", ",,\r\nd1"), {at("orgs.csv", 1, None, "blank-column")}),
        (replaced("orgs.csv", "\r\n", ",,\r\n"), {at("orgs.csv", 1, None, "blank-column")}),
        (replaced("orgs.csv", HEADERS["orgs"], '"' + HEADERS["orgs"].replace(",", '","') + '"'), set()),
        (replaced("orgs.csv", "sourcedId", "sep=,\r\nsourcedId"), {at("orgs.csv", 1, None, "separator-line")}),
        (replaced("orgs.csv", "s1,,,School,school,,d1\r\n", "s1,,,School,school,,d1\r\n\x1a"),
         {at("orgs.csv", 4, None, "end-of-file")}),
        (replaced("manifest.csv", "file.orgs,bulk", "file.orgs, "), {at("manifest.csv", 15, "value", "mode")}),
        (replaced("manifest.csv", "oneroster.version", "OneRoster.Version"),
         {at("manifest.csv", 3, "propertyName", "case")}),
        (replaced("manifest.csv", "file.orgs", "File.ORGS"), {at("manifest.csv", 15, "propertyName", "case")}),
        (replaced("resources.csv", ",", ", "),
         {at("resources.csv", 2, "roles", "spaces"),
          *(at("resources.csv", 1, name, "spaces") for name in HEADERS["resources"].split(",")[1:])}),
        (replaced("classes.csv", ',"09,10",', ', "09,10" ,'), {at("classes.csv", 2, "grades", "spaces")}),
        (replaced("classes.csv", ',"Math, Logic",', ',\t"Math, Logic",'), {at("classes.csv", 2, "subjects", "spaces")}),
    ],
)  # fmt: skip
def test_a_deviation_is_read_as_the_same_bundle_with_a_warning(
    tmp_path: Path, change: Callable[[Files], Files], warnings: set[Place]
) -> None:
    plain = zipped(tmp_path / "plain.zip", district())
    path = zipped(tmp_path / "d.zip", change(dict(district())))
    problems = check(path)
    assert {problem.severity for problem in problems} <= {"warning"}
    assert {(file.removeprefix("export/"), *place) for file, *place in locations(problems)} == warnings
    assert content(path) == content(plain)


THIRD = "u3,,,true,cy,,Cy,Oz" + "," * 14
SHIFTED = "u2,,,true,ben,,Ben,Ortiz, Jr,,,ben@example.org,,,,09" + "," * 7


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        # The blank cell at the end is the 23rd of 22, because a comma in a name is not quoted.
        ([ROWS["users"][0], SHIFTED], (3, "the rows above")),
        ([SHIFTED, ROWS["users"][0]], (3, "the rows above")),
        ([SHIFTED, ROWS["users"][0], THIRD], (3, "the rows above")),
        ([ROWS["users"][0] + ",", SHIFTED + ","], (3, "another number")),
        ([ROWS["users"][0] + ",", SHIFTED + ",", f"{THIRD},"], (3, "another number")),
        ([SHIFTED + ",", ROWS["users"][0] + ",", f"{THIRD},"], (3, "another number")),
        ([ROWS["users"][0] + ",", ROWS["users"][1]], (3, "the rows above")),
    ],
)
def test_rows_that_a_comma_has_shifted_are_no_rows_with_blank_cells_at_the_end(
    tmp_path: Path, rows: list[str], error: tuple[int, str]
) -> None:
    path = zipped(tmp_path / "d.zip", district(users=rows))
    [found] = [one for one in check(path) if one.severity == "error" and one.file == "users.csv"]
    assert (found.line, found.rule) == (error[0], "row-length")
    assert error[1] in found.text
    with pytest.raises(BundleError, match="row-length"), Bundle.open(path) as bundle:
        list(bundle.read("users"))


def test_rows_that_all_have_more_blank_cells_at_the_end(tmp_path: Path) -> None:
    plain = zipped(tmp_path / "plain.zip", district())
    path = zipped(tmp_path / "d.zip", district(users=[f"{row},," for row in ROWS["users"]]))
    assert check(path) == []
    assert content(path) == content(plain)


def test_a_folder_that_holds_the_bundle_in_one_folder(tmp_path: Path) -> None:
    folder(tmp_path / "d" / "export", district())
    (tmp_path / "d" / ".hidden").mkdir()
    assert locations(check(tmp_path / "d")) == {at("d", None, None, "sub-folder")}
    assert len(content(tmp_path / "d")["users"]) == 2


def test_a_blank_mode_of_a_missing_file_is_absent(tmp_path: Path) -> None:
    files = district(demographics=None)
    files["manifest.csv"] = files["manifest.csv"].replace("file.demographics,absent", "file.demographics,")
    path = zipped(tmp_path / "d.zip", files)
    assert locations(check(path)) == {at("manifest.csv", 10, "value", "mode")}
    assert content(path)["demographics"] == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-31t18:25:43.511z", "2026-01-31T18:25:43.511Z"),
        ("2026-01-31 18:25:43z", "2026-01-31T18:25:43Z"),
        ("2026-01-31T24:00:00.000Z", "2026-02-01T00:00:00.000Z"),
        ("2026-12-31t24:00", "2027-01-01T00:00Z"),
        ("2026-01-31T24:00:00+01:00", "2026-02-01T00:00:00+01:00"),
        ("2026-01-31T24:00:01Z", None),
        ("9999-12-31T24:00:00Z", None),
    ],
)
def test_dates_with_a_time(tmp_path: Path, written: str, read: str | None) -> None:
    files = {"manifest.csv": manifest({"orgs": "delta"}),
             "orgs.csv": lines(HEADERS["orgs"], f"d1,active,{written},District,district,,")}  # fmt: skip
    path = zipped(tmp_path / "d.zip", files)
    severity = "warning" if read else "error"
    assert locations(check(path), severity) >= {at("orgs.csv", 2, "dateLastModified", "date-time")}
    if read is not None:
        assert content(path)["orgs"][0]["dateLastModified"] == read


@pytest.mark.parametrize("written", ["2025-09-08t00:00:00z", "2025-09-08T24:00:00Z"])
def test_the_time_in_a_date_is_ignored(tmp_path: Path, written: str) -> None:
    path = zipped(tmp_path / "d.zip", district(lineItems=[ROWS["lineItems"][0].replace("2025-09-08", written)]))
    assert locations(check(path)) == {at("lineItems.csv", 2, "dueDate", "date")}
    assert content(path)["lineItems"][0]["dueDate"] == "2025-09-08T00:00:00.000Z"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('Robert "Bob" Smith', 'Robert "Bob" Smith'),
        ('5" pipe', '5" pipe'),
        ('5"', '5"'),
        ('"Robert "Bob" Smith"', 'Robert "Bob" Smith'),
        ('"a "b" ""c"" d"', 'a "b" "c" d'),
        (' "never closed', ' "never closed'),
    ],
)
def test_a_single_quotation_mark_in_a_cell_belongs_to_the_value(tmp_path: Path, cell: str, value: str) -> None:
    path = zipped(tmp_path / "d.zip", district(categories=[f"ca1,,,{cell},4"]))
    problems = check(path)
    assert locations(problems) == {at("categories.csv", 2, "title", "quotation")}
    assert problems[0].severity == "warning"
    assert content(path)["categories"][0]["title"] == value


@pytest.mark.parametrize(
    ("names", "line"),
    [
        # The mark that is missing in the first row ends a quoted cell of the second one.
        (['"Beta', '"Ceta"', "Delta"], 2),
        (["Alpha", '"Beta', '"Ceta, the second"', "Delta"], 3),
        (['"Beta', "Ceta", '"De"lta"', "Eta"], 2),
    ],
)
def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_next_row(
    tmp_path: Path, names: list[str], line: int
) -> None:
    rows = [f"ca{number},,,{name},{number}" for number, name in enumerate(names, 1)]
    path = zipped(tmp_path / "d.zip", district(categories=rows))
    errors = [one for one in check(path) if one.severity == "error" and one.file == "categories.csv"]
    assert [(error.line, error.rule) for error in errors] == [(line, "quotation")]
    assert "never closed" in errors[0].text
    assert f"line {line + 1}" in errors[0].text or f"line {line + 2}" in errors[0].text
    with pytest.raises(BundleError, match="quotation"):
        content(path)


@pytest.mark.parametrize(("delimiter", "told"), [(";", "semicolon"), ("\t", "tab"), ("|", "|")])
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("name", ["users.csv", "manifest.csv"])
def test_another_delimiter_is_named_and_is_the_only_error(
    tmp_path: Path, delimiter: str, told: str, quoted: bool, name: str
) -> None:
    mark = '"' if quoted else ""
    files = district()
    rows = [[f"{mark}{cell}{mark}" for cell in row] for row in csv.reader(io.StringIO(files[name]))]
    files[name] = lines(*(delimiter.join(row) for row in rows))
    path = zipped(tmp_path / "d.zip", files)
    [error] = [problem for problem in check(path) if problem.severity == "error"]
    assert (error.file, error.line, error.rule) == (name, 1, "delimiter")
    assert told in error.text
    assert "comma" in error.text
    with pytest.raises(BundleError, match=told):
        content(path)


def test_another_encoding_is_named_and_an_unreadable_file_is_not_called_empty(tmp_path: Path) -> None:
    rows = lines(HEADERS["categories"], "ca1,,,Übung,4", "ca2,,,“Probe”,4").encode("cp1252")
    # References to the objects of such rows are no errors of their own.
    errors = check(zipped(tmp_path / "d.zip", {**district(), "categories.csv": rows}))
    assert [(error.line, error.rule) for error in errors] == [(2, "encoding"), (3, "encoding")]
    assert all("Windows-1252" in error.text and "UTF-8" in error.text for error in errors)
    header = HEADERS["categories"].replace("title", "título").encode("latin-1")
    path = zipped(tmp_path / "e.zip", {**district(), "categories.csv": header + b"\r\nca1,,,Ana,4\r\n"})
    [error] = [problem for problem in check(path) if problem.severity == "error"]
    assert (error.file, error.line, error.rule) == ("categories.csv", 1, "encoding")
    assert "Latin-1" in error.text


def test_a_truncated_utf_16_file_is_an_error(tmp_path: Path) -> None:
    files: Files = dict(district())
    files["categories.csv"] = str(files["categories.csv"]).encode("utf-16") + b"x"
    path = zipped(tmp_path / "d.zip", files)
    assert ("categories.csv", 3, None, "encoding") in locations(check(path), "error")


@pytest.mark.parametrize(
    ("stem", "rows"),
    [
        ("orgs", ["d1,,,One,district,,d3", "d2,,,Two,district,,d1", "d3,,,Three,district,,d2", "s1,,,S,school,,d2"]),
        ("academicSessions", ["y1,,,Year,schoolYear,2025-08-01,2026-06-01,t1,2026",
                              "t1,,,Term,term,2025-08-01,2026-01-01,y1,2026",
                              "t2,,,Term,term,2025-08-01,2026-01-01,t1,2026"]),
    ],
)  # fmt: skip
def test_a_circle_of_parents_is_named_by_file_and_line(tmp_path: Path, stem: str, rows: list[str]) -> None:
    path = zipped(tmp_path / "d.zip", district(**{stem: rows}))
    errors = [problem for problem in check(path) if problem.severity == "error"]
    circle = len(rows) - 1
    assert [(e.file, e.line, e.column, e.rule) for e in errors] == [
        (f"{stem}.csv", number, "parentSourcedId", "circle") for number in range(2, 2 + circle)
    ]
    for number in range(2, 2 + circle):
        assert f"line {number}" in errors[0].text


def test_a_sandbox_tells_the_same_problems(tmp_path: Path) -> None:
    rows = ["d1,,,One,district,,d2", "d2,,,Two,district,,d1"]
    bad = {
        "circle": district(orgs=rows),
        "delimiter": {**district(), "orgs.csv": lines("sourcedId;name;type", "a;b;c")},
    }
    for rule, files in bad.items():
        with pytest.raises(BundleError, match=rule), Sandbox(bundle=zipped(tmp_path / "d.zip", files)):
            pass
    readable = zipped(tmp_path / "d.zip", encoded("utf-16")(dict(district())))
    with pytest.warns(BundleWarning, match=r"UTF-16"), Sandbox(bundle=readable) as box:
        assert box.store.count("users") == 2


def test_a_migration_tells_what_it_read_with_a_warning(tmp_path: Path) -> None:
    readable = zipped(tmp_path / "d.zip", encoded("utf-16")(dict(district())))
    warned = pytest.warns(BundleWarning, match=r"warnings? in the bundle:\n  .*UTF-16")
    with Sandbox(users=0) as box, box.client() as client, warned as caught:
        report = Migration(readable, client, journal=tmp_path / "m.db").run()
    assert (len(caught), report.failed) == (1, [])


def parsed(data: bytes) -> tuple[list[list[str]], list[Problem]]:
    problems: list[Problem] = []
    stream = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
    rows = CsvRows(stream, "x.csv", Limits(), problems.append)
    found = [cells for _, cells in rows]
    rows.close()
    return found, problems


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=8) | st.text(
    '", \t\r\nab', max_size=6
)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=5))
@example([['a, "b', ' "c"', '"', '""', "d\n", "\r"]])
def test_valid_csv_is_read_like_the_csv_module_reads_it(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    expected = [row for row in csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True) if row]
    # Another first row has a meaning of its own.
    data = ("sourcedId\r\n" + out.getvalue()).encode()
    found, problems = parsed(data)
    assert [row for row in found[1:] if row != ["\x1a"]] == [row for row in expected if row != ["\x1a"]]
    assert [problem for problem in problems if problem.rule != "end-of-file"] == []


@given(
    st.binary(max_size=60) | st.text('",; \t\r\nab\0é\ud800', max_size=40).map(lambda t: t.encode("utf-8", "replace"))
)
@example(b"a\xff\xfe")
@example(b"\xff\xfea\0\x00\xd8")
def test_any_input_gives_rows_and_problems(data: bytes) -> None:
    found, problems = parsed(data)
    assert all(isinstance(cell, str) for cells in found for cell in cells)
    assert all(problem.file == "x.csv" for problem in problems)
    # The same bytes as rows of a bundle.
    header = f"{HEADERS['academicSessions']}\r\ny1,,,Year,schoolYear,2025-08-01,2026-06-01,,2026\r\n".encode()
    files: Files = {"manifest.csv": manifest({"academicSessions": "bulk"}), "academicSessions.csv": header + data}
    with tempfile.TemporaryDirectory() as path, Bundle.open(folder(Path(path), files), root_org="d1") as bundle:
        ids = [one["sourcedId"] for one in bundle.read("academicSessions", on_problem=lambda problem: None)]
        assert ids[0] == "y1"
        assert all(str(problem) for problem in bundle.check())
