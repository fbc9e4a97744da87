"""Validation: each problem is reported at its location, and none hides another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundles.kit import HEADERS, ROWS, check, district, folder, lines, locations, manifest, zipped
from timeback.bundles import COLLECTIONS, Bundle, BundleError

Place = tuple[str, int | None, str | None, str]


def without(text: str, column: str) -> str:
    """A file without a column. No cell of it may contain a comma."""
    rows = [row.split(",") for row in text.splitlines()]
    index = rows[0].index(column)
    return lines(*(",".join(row[:index] + row[index + 1 :]) for row in rows))


def changed(stem: str, row: int, column: str, value: str) -> dict[str, str]:
    files = district()
    rows = [line.split(",") for line in files[f"{stem}.csv"].splitlines()]
    rows[row][rows[0].index(column)] = value
    files[f"{stem}.csv"] = lines(*(",".join(cells) for cells in rows))
    return files


@pytest.mark.parametrize(
    ("stem", "column", "value", "rule"),
    [
        ("orgs", "type", "shool", "vocabulary"),
        ("orgs", "type", "ext:a b", "vocabulary"),
        ("orgs", "name", "  ", "required"),
        ("academicSessions", "startDate", "01/08/2025", "date"),
        ("academicSessions", "endDate", "2026-02-30", "date"),
        ("academicSessions", "schoolYear", "25/26", "year"),
        ("academicSessions", "parentSourcedId", "y9", "dangling"),
        ("categories", "weight", "4,5".replace(",", "."), "number"),
        ("enrollments", "primary", "yes", "boolean"),
        ("enrollments", "role", "boss", "vocabulary"),
        ("enrollments", "classSourcedId", "cl9", "dangling"),
        ("enrollments", "schoolSourcedId", "s9", "dangling"),
        ("enrollments", "userSourcedId", "u9", "dangling"),
        ("enrollments", "userSourcedId", "", "required"),
        ("demographics", "sourcedId", "u9", "dangling"),
        ("demographics", "asian", "1", "boolean"),
        ("roles", "roleType", "ext:third", ""),
        ("roles", "userProfileSourcedId", "p9", "dangling"),
        ("results", "score", "nine", "number"),
        ("results", "score", "1e999", "number"),
        ("classResources", "resourceSourcedId", "re9", "dangling"),
    ],
)
def test_one_bad_cell_is_the_one_error(tmp_path: Path, stem: str, column: str, value: str, rule: str) -> None:
    row = len(ROWS[stem])
    problems = check(zipped(tmp_path / "d.zip", changed(stem, row, column, value)))
    # An extension value that is not allowed is only a warning.
    expected = {(f"{stem}.csv", row + 1, column, rule)} if rule else set()
    assert locations(problems, "error") == expected
    if value.strip() and rule != "dangling":
        assert value not in " ".join(map(str, problems))


def test_an_organisation_without_a_parent_in_the_bundle_is_a_warning(tmp_path: Path) -> None:
    orgs = ["d1,,,District,district,,d1", "s1,,,School,school,,gone"]
    problems = check(zipped(tmp_path / "d.zip", district(orgs=orgs)))
    expected = {("orgs.csv", 2, "parentSourcedId", "own-parent"), ("orgs.csv", 3, "parentSourcedId", "dangling")}
    assert locations(problems) == locations(problems, "warning") == expected
    assert all("at the top" in problem.text for problem in problems)


def test_every_dangling_reference_names_the_id_and_every_problem_is_found(tmp_path: Path) -> None:
    bad = [f"e{n},,,cl1,s1,gone-{n},student,,," for n in range(2, 5)] + ["e2,,,cl1,s1,u1,student,,x,"]
    problems = check(zipped(tmp_path / "d.zip", district(enrollments=[*ROWS["enrollments"], *bad])))
    found = {(p.line, p.column, p.rule): p.text for p in problems}
    for n in range(2, 5):
        assert f"'gone-{n}'" in found[n + 1, "userSourcedId", "dangling"]
    assert "'e2'" in found[6, "sourcedId", "duplicate"]
    assert "line 3" in found[6, "sourcedId", "duplicate"]
    assert (6, "beginDate", "date") in found
    assert len(problems) == 5


def test_a_name_in_the_column_of_an_id_is_not_shown(tmp_path: Path) -> None:
    bad = ["e2,,,cl1,s1,Ana Ortiz,student,,,"]
    problems = check(zipped(tmp_path / "d.zip", district(enrollments=[*ROWS["enrollments"], *bad])))
    assert ("enrollments.csv", 3, "userSourcedId", "dangling") in locations(problems, "error")
    assert "Ana" not in " ".join(map(str, problems))


def test_a_list_of_references_is_looked_up_item_by_item(tmp_path: Path) -> None:
    row = ROWS["classes"][0].replace('"t1,y1"', '"t1,t8,y1,t9"')
    problems = check(zipped(tmp_path / "d.zip", district(classes=[row])))
    texts = [p.text for p in problems if p.rule == "dangling"]
    assert len(texts) == 2
    for text, id_ in zip(texts, ("'t8'", "'t9'"), strict=True):
        assert id_ in text
        assert "academicSessions.csv" in text


def manifest_gone(files: dict[str, str]) -> None:
    del files["manifest.csv"]


def version(text: str) -> Callable[[dict[str, str]], None]:
    def change(files: dict[str, str]) -> None:
        files["manifest.csv"] = files["manifest.csv"].replace("oneroster.version,1.2", f"oneroster.version,{text}")

    return change


def file_gone(files: dict[str, str]) -> None:
    del files["categories.csv"]


def marked_absent(files: dict[str, str]) -> None:
    files["manifest.csv"] = files["manifest.csv"].replace("file.resources,bulk", "file.resources,absent")


def unknown_mode(files: dict[str, str]) -> None:
    files["manifest.csv"] = files["manifest.csv"].replace("file.orgs,bulk", "file.orgs,full")


def empty_file(files: dict[str, str]) -> None:
    files["results.csv"] = ""


def header_alone(files: dict[str, str]) -> None:
    files["resultScoreScales.csv"] = lines(HEADERS["resultScoreScales"])


def column_gone(files: dict[str, str]) -> None:
    files["enrollments.csv"] = without(files["enrollments.csv"], "role")


def no_ids(files: dict[str, str]) -> None:
    files["categories.csv"] = files["categories.csv"].replace("sourcedId", "sourced_id")


def column_twice(files: dict[str, str]) -> None:
    files["categories.csv"] = lines("sourcedId,status,dateLastModified,title,weight,title", "ca1,,,One,4,Two")


def short_row(files: dict[str, str]) -> None:
    files["categories.csv"] = lines(HEADERS["categories"], "ca1,,,One")


def long_row(files: dict[str, str]) -> None:
    files["categories.csv"] = lines(HEADERS["categories"], "ca1,,,One,4,5")


def stray_quotation(files: dict[str, str]) -> None:
    files["categories.csv"] = lines(HEADERS["categories"], 'ca2,,,"One"s,4', "ca1,,,Two,x")


def open_quotation(files: dict[str, str]) -> None:
    files["categories.csv"] = lines(HEADERS["categories"], "ca1,,,Two,4", 'ca2,,,"One,4')


def nul(files: dict[str, str]) -> None:
    files["categories.csv"] = lines(HEADERS["categories"], "ca2,,,O\0ne,4", "ca1,,,Two,x")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (manifest_gone, {("manifest.csv", None, None, "missing-manifest")}),
        (version("2.0"), {("manifest.csv", 3, "value", "version")}),
        (version(""), {("manifest.csv", 3, "value", "version")}),
        (file_gone, {("categories.csv", None, None, "missing-file"),
                     ("lineItems.csv", 2, "categorySourcedId", "missing-file")}),
        (marked_absent, {("resources.csv", None, None, "unlisted-file")}),
        (unknown_mode, {("manifest.csv", 15, "value", "mode")}),
        (empty_file, {("results.csv", None, None, "empty"),
                      ("resultScoreScales.csv", 2, "resultSourcedId", "dangling"),
                      ("resultLearningObjectiveIds.csv", 2, "resultSourcedId", "dangling"),
                      ("resultLearningObjectiveIds.csv", 3, "resultSourcedId", "dangling")}),
        (header_alone, set()),
        (no_ids, {("categories.csv", 1, "sourcedId", "missing-column")}),
        (column_gone, {("enrollments.csv", 1, "role", "missing-column")}),
        (column_twice, {("categories.csv", 1, "title", "duplicate")}),
        (short_row, {("categories.csv", 2, None, "row-length")}),
        (long_row, {("categories.csv", 2, None, "row-length")}),
        (stray_quotation, {("categories.csv", 2, None, "quotation"), ("categories.csv", 3, "weight", "number")}),
        (open_quotation, {("categories.csv", 3, None, "quotation")}),
        (nul, {("categories.csv", 2, None, "nul"), ("categories.csv", 3, "weight", "number")}),
    ],
)  # fmt: skip
def test_files_and_rows(tmp_path: Path, change: Callable[[dict[str, str]], None], expected: set[Place]) -> None:
    files = district()
    change(files)
    assert locations(check(zipped(tmp_path / "d.zip", files)), "error") == expected


@pytest.mark.parametrize("change", [manifest_gone, version("2.0")])
def test_without_a_version_nothing_is_read(tmp_path: Path, change: Callable[[dict[str, str]], None]) -> None:
    files = district()
    change(files)
    with Bundle.open(zipped(tmp_path / "d.zip", files)) as bundle:
        assert bundle.version is None
        for collection in COLLECTIONS:
            with pytest.raises(BundleError, match=r"manifest\.csv"):
                bundle.read(collection)


def test_reading_a_missing_file_that_the_manifest_lists_raises(tmp_path: Path) -> None:
    files = district()
    del files["demographics.csv"]
    with (
        Bundle.open(zipped(tmp_path / "d.zip", files)) as bundle,
        pytest.raises(BundleError, match=r"demographics\.csv"),
    ):
        bundle.read("demographics")


def test_invalid_utf8_is_reported_with_line_and_byte(tmp_path: Path) -> None:
    good = lines(HEADERS["categories"], "ca1,,,Übung,4")
    raw = good.encode() + "ca2,,,Prüfung,x\r\n".encode("latin-1") + b"ca3,,,Test,x\r\n"
    path = folder(tmp_path / "d", {**district(), "categories.csv": raw})
    byte = raw.index(b"\xfc") + 1
    problems = [problem for problem in check(path) if problem.file == "categories.csv"]
    assert [(p.line, p.rule) for p in problems] == [(3, "encoding"), (4, "number")]
    assert f"byte {byte} of" in problems[0].text
    with Bundle.open(path) as bundle, pytest.raises(BundleError, match=f"byte {byte}"):
        list(bundle.read("categories"))


def test_utf_16_is_recognised(tmp_path: Path) -> None:
    raw = lines(HEADERS["categories"], "ca1,,,Homework,4").encode("utf-16")
    problems = check(folder(tmp_path / "d", {**district(), "categories.csv": raw}))
    assert any(p.rule == "encoding" and "UTF-16" in p.text for p in problems)


def test_delta_rows_need_status_and_time_and_may_refer_to_earlier_bundles(tmp_path: Path) -> None:
    files = {
        "manifest.csv": manifest({"enrollments": "delta"}),
        "enrollments.csv": lines(
            HEADERS["enrollments"],
            "e1,active,2026-01-02T03:04:05.678Z,cl1,s1,u1,student,,,",
            "e2,active,,cl1,s1,u1,student,,,",
            "e3,gone,yesterday,cl1,s1,u1,student,,,",
        ),
    }
    problems = check(zipped(tmp_path / "d.zip", files))
    assert locations(problems, "error") == {
        ("enrollments.csv", 3, "dateLastModified", "required"),
        ("enrollments.csv", 4, "status", "vocabulary"),
        ("enrollments.csv", 4, "dateLastModified", "date-time"),
    }
    assert {p.column for p in problems if p.rule == "missing-file"} == {
        "classSourcedId",
        "schoolSourcedId",
        "userSourcedId",
    }


def test_readable_deviations_are_warnings(tmp_path: Path) -> None:
    files = district(
        classes=['cl1,,,Algebra 1,"09,,10",co1,,Scheduled,,d1,"t1 , y1","Math, Logic",02,'],
        users=[*ROWS["users"], 'u3,active,,True,cy,"sis:1",Cy,Oz' + "," * 14],
        lineItems=["li1,,,Sheet 1,,2025-09-01T10:00:00Z,2025-09-08,cl1,ca1,t1,0,10,s1"],
    )
    problems = check(zipped(tmp_path / "d.zip", files))
    assert locations(problems) == {
        ("classes.csv", 2, "grades", "list"),
        ("classes.csv", 2, "classType", "case"),
        ("classes.csv", 2, "schoolSourcedId", "type"),
        ("classes.csv", 2, "subjectCodes", "length"),
        ("users.csv", None, "status", "mode"),
        ("users.csv", 4, "enabledUser", "case"),
        ("users.csv", 4, "userIds", "list"),
        ("users.csv", 4, "sourcedId", "no-role"),
        ("lineItems.csv", 2, "assignDate", "date"),
    }
    assert {problem.severity for problem in problems} == {"warning"}


def test_many_problems_of_one_kind_are_counted(tmp_path: Path) -> None:
    rows = [f"ca{n},,,Title,x" for n in range(1, 1200)]
    path = zipped(tmp_path / "d.zip", district(categories=rows))
    with Bundle.open(path) as bundle:
        problems = bundle.check(limit=1000)
        assert "199 more" in problems[-1].text
        assert len(problems) == 1001
        assert len(bundle.check(limit=None)) == 1199
