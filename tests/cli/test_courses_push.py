"""timeback courses push against a sandbox."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from timeback import TimeBackClient
from timeback.cli.app import timeback
from timeback.cli.courses.file import parents_first, read_course_file
from timeback.cli.courses.plan import compare
from timeback.cli.courses.tables import Table
from timeback.sandbox import Sandbox

COURSE = """
[courses.fractions]
title = "Fractions"
org = "org-1"
subjects = ["Math"]
grades = ["4"]
metadata = { publishStatus = "draft", goals = { dailyXp = 25 } }

# Below its parent, although it is first in the file.
[components.lesson-1]
course = "fractions"
parent = "unit-1"
title = "Halves and quarters"
sortOrder = 1

[components.unit-1]
course = "fractions"
title = "What a fraction is"
sortOrder = 1
unlockDate = 2026-03-02

[resources.video-halves]
title = "Halves"
vendorResourceId = "halves-1"
importance = "primary"
metadata = { type = "video", xp = 5 }

[component-resources.place-halves]
title = "Watch: halves"
courseComponent = "lesson-1"
resource = "video-halves"
sortOrder = 1

[environments.staging.courses.fractions]
title = "Fractions (staging)"
metadata.publishStatus = "testing"

[environments.district.courses.fractions]
org = "org-2"
"""

YAML = """
courses:
  fractions:
    title: Fractions
    org: org-1
    subjects: [Math]
    grades: ["4"]
    metadata: {publishStatus: draft, goals: {dailyXp: 25}}
components:
  unit-1: {course: fractions, title: What a fraction is, sortOrder: 1, unlockDate: 2026-03-02}
  lesson-1: {course: fractions, parent: {sourcedId: unit-1}, title: Halves and quarters, sortOrder: 1}
resources:
  video-halves:
    title: Halves
    vendorResourceId: halves-1
    importance: primary
    metadata: {type: video, xp: 5}
component-resources:
  place-halves: {title: "Watch: halves", courseComponent: lesson-1, resource: video-halves, sortOrder: 1}
"""


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as started:
        with started.client() as client:
            for number in (1, 2):
                client.rostering.orgs.upsert({"sourcedId": f"org-{number}", "name": "District", "type": "district"})
        yield started


@pytest.fixture
def run(box: Sandbox, tmp_path: Path) -> Callable[..., Result]:
    """Write a text to a file and push it."""
    server = {"API_URL": box.url, "CLIENT_ID": box.client_id, "CLIENT_SECRET": box.client_secret}
    variables = {f"TIMEBACK_{name}": value for name, value in server.items()}
    for environment in ("STAGING", "PRODUCTION", "DISTRICT"):
        variables |= {f"TIMEBACK_{environment}_{name}": value for name, value in server.items()}
    config = tmp_path / "config.toml"
    config.write_text("[district]\n", encoding="utf-8")
    config.chmod(0o600)
    variables["TIMEBACK_CONFIG"] = str(config)

    def push(text: str, *options: str, name: str = "course.toml", input: str | None = None) -> Result:  # noqa: A002
        (tmp_path / name).write_text(text, encoding="utf-8")
        arguments = ["courses", "push", str(tmp_path / name), *options]
        # An environment excludes an address without its name.
        removed = dict.fromkeys([f"TIMEBACK_{name}" for name in server]) if {"-e", "-p"} & {*options} else {}
        return CliRunner(env=variables | removed).invoke(timeback, arguments, prog_name="timeback", input=input)

    return push


def actions(result: Result) -> dict[str, Any]:
    """The plan: the action and the changes of each object, by id."""
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return {row["sourcedId"]: (row["action"], *row["changes"]) for row in rows}


def writes(box: Sandbox) -> list[str]:
    return [f"{one.method} {one.path}" for one in box.requests if one.method != "GET" and "/token" not in one.path]


UNCHANGED = dict.fromkeys(["fractions", "unit-1", "lesson-1", "video-halves", "place-halves"], ("unchanged",))


def test_the_second_push_writes_nothing(box: Sandbox, run: Callable[..., Result]) -> None:
    before = len(writes(box))
    dry = run(COURSE, "--dry-run")
    assert (dry.exit_code, len(writes(box))) == (0, before), dry.output
    first = run(COURSE, "--yes")
    assert first.exit_code == 0, first.output
    assert actions(dry) == actions(first) == dict.fromkeys(UNCHANGED, ("create",))
    assert first.stderr.splitlines()[-1].endswith("course.toml: 5 objects written")
    with box.client() as client:
        tree = client.powerpath.get_course_syllabus("fractions").sub_components or []
        assert [[lesson.title for lesson in unit.sub_components or []] for unit in tree] == [["Halves and quarters"]]
        component = client.rostering.course_components.get_course_component("unit-1")
        assert component.unlock_date == "2026-03-02"
    before = len(writes(box))
    # The same content in YAML. Nobody is asked if there is nothing to write.
    for second in (run(COURSE), run(YAML, name="course.yml")):
        assert (second.exit_code, actions(second)) == (0, UNCHANGED), second.output
    assert len(writes(box)) == before


def test_overrides(box: Sandbox, run: Callable[..., Result]) -> None:
    assert run(COURSE, "--yes").exit_code == 0
    changed = {**UNCHANGED, "fractions": ("update", "title", "metadata.publishStatus")}
    for options in (("-e", "staging"), ("--overrides", "staging")):
        result = run(COURSE, "--dry-run", *options)
        assert actions(result) == changed, result.output
        assert "with the overrides of environments.staging" in result.stderr
    assert actions(run(COURSE, "--dry-run", "-e", "production")) == UNCHANGED
    assert actions(run(COURSE, "--dry-run", "-p", "district")) == {**UNCHANGED, "fractions": ("update", "org")}
    assert run(COURSE, "--yes", "-e", "staging").exit_code == 0
    with box.client() as client:
        stored = client.rostering.courses.get_course("fractions").to_dict()
    assert (stored["title"], stored["grades"]) == ("Fractions (staging)", ["4"])
    assert stored["metadata"] == {"publishStatus": "testing", "goals": {"dailyXp": 25}}
    assert actions(run(COURSE, "--yes", "-e", "staging")) == UNCHANGED
    wrong = run(COURSE, "--overrides", "stagin")
    assert (wrong.exit_code, "Did you mean 'staging'?" in wrong.stderr) == (2, True)
    misspelt = run(COURSE.replace("environments.staging", "environments.stagin"), "--dry-run")
    assert "environments.stagin is no environment or profile. Did you mean 'staging'?" in misspelt.stderr


def test_an_override_may_have_what_the_course_lacks(box: Sandbox, run: Callable[..., Result]) -> None:
    text = '[courses.c]\ntitle = "C"\n[environments.staging.courses.c]\norg = "org-1"\n'
    before = len(box.requests)
    missing = run(text, "--yes")
    assert missing.exit_code == 2
    assert missing.stderr.endswith("course.toml: courses.c.org is missing\n")
    assert len(box.requests) == before
    assert run(text, "--yes", "-e", "staging").exit_code == 0


def test_what_the_file_does_not_have_is_kept(box: Sandbox, run: Callable[..., Result]) -> None:
    assert run(YAML, "--yes", name="course.yaml").exit_code == 0
    with box.client() as client:
        course = client.rostering.courses.get_course("fractions")
        course.level = "AP"
        assert course.metadata is not None
        course.metadata |= {"metrics": {"totalXp": 100}}
        client.rostering.courses.update_course("fractions", course)
        for number, status in enumerate(("active", "tobedeleted")):
            client.rostering.course_components.upsert(
                {"sourcedId": f"x{number}", "status": status, "title": "X", "course": {"sourcedId": "fractions"}}
            )
        place = {"sourcedId": "y", "status": "active", "title": "Y", "resource": {"sourcedId": "video-halves"}}
        client.rostering.component_resources.upsert({**place, "courseComponent": {"sourcedId": "x0"}})
        only_there = {"x0": ("not-in-file",), "y": ("not-in-file",)}
        assert actions(run(YAML, "--yes", name="course.yaml")) == {**UNCHANGED, **only_there}

        changed = YAML.replace("title: Fractions", "title: Fractions 4\n    level:").replace(
            "goals: {dailyXp: 25}", "goals: "
        )
        result = run(changed, "--yes", name="course.yaml")
        updated = ("update", "title", "level", "metadata.goals")
        assert actions(result) == {**UNCHANGED, **only_there, "fractions": updated}, result.output
        assert "did not keep" not in result.stderr
        stored = client.rostering.courses.get_course("fractions").to_dict()
        assert (stored["title"], stored.get("level")) == ("Fractions 4", None)
        assert stored["metadata"] == {"publishStatus": "draft", "metrics": {"totalXp": 100}}
        assert client.rostering.course_components.get_course_component("x0").status == "active"
        assert actions(run(changed, name="course.yaml")) == {**UNCHANGED, **only_there}


def test_a_deleted_object_of_the_file_is_active_again(box: Sandbox, run: Callable[..., Result]) -> None:
    assert run(COURSE, "--yes").exit_code == 0
    with box.client() as client:
        client.rostering.course_components.delete_course_component("lesson-1")
    result = run(COURSE, "--yes")
    assert actions(result) == {**UNCHANGED, "lesson-1": ("update", "status")}
    assert actions(run(COURSE)) == UNCHANGED
    deleted = COURSE.replace('vendorResourceId = "halves-1"', 'vendorResourceId = "halves-1"\nstatus = "tobedeleted"')
    assert actions(run(deleted, "--yes")) == {**UNCHANGED, "video-halves": ("update", "status")}
    with Sandbox() as other, other.client() as client:
        # Nothing is created to be deleted.
        objects = {"resources": {"r": {"sourcedId": "r", "status": "tobedeleted"}}}
        assert [change.action for change in compare(client, objects)] == ["unchanged"]


def test_references_to_objects_that_are_not_in_the_file(box: Sandbox, run: Callable[..., Result]) -> None:
    assert run(COURSE, "--yes").exit_code == 0
    before = len(writes(box))
    more = """
[components.unit-2]
course = "fractions"
title = "Adding fractions"
[component-resources.place-2]
title = "Watch again"
courseComponent = "unit-2"
resource = "video-halfs"
[resources.video-halves-2]
title = "Halves 2"
vendorResourceId = "halves-2"
"""
    wrong = run(more, "--yes")
    assert wrong.exit_code == 2
    assert "course.toml: component-resources.place-2.resource: 'video-halfs' is neither in the file nor" in wrong.stderr
    assert "Did you mean 'video-halves-2'?" in wrong.stderr
    assert len(writes(box)) == before
    right = run(more.replace("video-halfs", "video-halves"), "--yes")
    assert right.exit_code == 0, right.output
    assert set(actions(right).values()) == {("create",)}
    no_org = run(COURSE.replace('"org-1"', '"org-9"'), "--yes")
    assert (no_org.exit_code, "courses.fractions.org: 'org-9' is not on the server" in no_org.stderr) == (2, True)


def test_a_failure_stops_the_push_and_the_next_one_goes_on(box: Sandbox, run: Callable[..., Result]) -> None:
    box.faults.add("PUT", "*/components/unit-1", status=400, times=1)
    failed = run(COURSE, "--yes")
    assert failed.exit_code == 1
    assert "components.unit-1: " in failed.stderr
    assert "lesson-1" not in "".join(writes(box))
    again = run(COURSE, "--yes")
    assert again.exit_code == 0, again.output
    assert actions(again) == {**dict.fromkeys(UNCHANGED, ("create",)), "fractions": ("unchanged",)}


def test_a_property_that_the_server_ignores_is_told(
    box: Sandbox, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = Table.collection

    class Forgetful:
        """Sends objects without their level, as a server would store them."""

        def __init__(self, table: Table, client: TimeBackClient) -> None:
            self.collection = collection(table, client)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.collection, name)

        def upsert_many(self, items: list[dict[str, Any]]) -> Any:
            return self.collection.upsert_many([{k: v for k, v in item.items() if k != "level"} for item in items])

    monkeypatch.setattr(Table, "collection", lambda *given: Forgetful(*given))
    result = run(COURSE.replace('grades = ["4"]', 'grades = ["4"]\nlevel = "AP"'), "--yes")
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines()[-1] == "courses.fractions: the server did not keep level"


@pytest.mark.parametrize(
    ("stored", "wanted", "same"),
    [
        ("a", {"id": "a", "name": "A", "domains": []}, True),
        ({"id": "a", "name": "A", "domains": []}, "a", True),
        ({"id": "a", "name": "A", "domains": []}, "b", False),
        ({"id": "a", "name": "A", "domains": []}, {"id": "a", "name": "B", "domains": []}, False),
        ("a", "b", False),
        (None, "a", False),
    ],
)
def test_the_application_of_a_course(box: Sandbox, stored: Any, wanted: Any, same: bool) -> None:
    course = {"sourcedId": "c", "status": "active", "title": "C", "org": {"sourcedId": "org-1"}}
    with box.client() as client:
        box.faults.add("GET", "*/courses/c", status=200, body={"course": {**course, "primaryApp": stored}})
        (change,) = compare(client, {"courses": {"c": {**course, "primaryApp": wanted}}})
    assert change.properties == (() if same else ("primaryApp",))


def test_confirmation(box: Sandbox, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(writes(box))
    refused = run(COURSE)
    assert (refused.exit_code, "pass --yes" in refused.stderr) == (2, True)
    monkeypatch.setattr("timeback.cli.confirmation.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    for options, answer in (((), "n"), (("-e", "production"), "y")):
        asked = run(COURSE, *options, input=f"{answer}\n")
        assert (asked.exit_code, len(writes(box))) == (2, before), asked.output
        assert "nothing was sent" in asked.stderr
        # The plan is shown before the question.
        assert actions(asked) == dict.fromkeys(UNCHANGED, ("create",))
    done = run(COURSE, "-e", "production", input="production\n")
    assert done.exit_code == 0, done.output
    changed = COURSE.replace('"Halves"', '"Halves!"')
    assert run(changed, input="y\n").exit_code == 0
    assert actions(run(changed)) == UNCHANGED


def test_output_query_and_quiet(run: Callable[..., Result]) -> None:
    result = run(COURSE, "--yes", "--quiet", "--query", "[?action=='create'] | length(@)", "--timeout", "20")
    assert (result.stdout, result.stderr) == ("5\n", "")
    table = run(COURSE.replace('"Fractions"', '"Fraction"'), "--dry-run", "-o", "table")
    assert [line.split()[:4] for line in table.stdout.splitlines()[:2]] == [
        ["action", "table", "sourcedId", "changes"],
        ["update", "courses", "fractions", "title"],
    ]


def replaced(old: str, new: str) -> str:
    assert old in COURSE
    return COURSE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file has no objects"),
        ("[courses", "invalid TOML: "),
        ("[courses.c]\n[courses.c]", "invalid TOML: "),
        ("[course.c]", "course: there is no such table. Did you mean 'courses'?"),
        ("[lessons.c]", "lessons: there is no such table. Tables: courses, components, resources, component-resources"),
        ("courses = 3", "courses: expected a table for each object"),
        ('[courses]\ntitle = "C"', "courses.title: expected a table of properties"),
        ("[courses.math.3]\n", "courses.math.3: Course has no such property. An id with a dot must be in quotes."),
        (replaced("grades", "grade"), "courses.fractions.grade: Course has no such property. Did you mean 'grades'?"),
        (replaced("sortOrder", "sort_order"), "components.lesson-1.sort_order: CourseComponent has no such property."),
        (replaced("grades", "color"), "courses.fractions.color: Course has no such property. Properties of your own"),
        (replaced('["4"]', "[4]"), "courses.fractions.grades[0]: expected text, got a number; write it in quotes"),
        (replaced('"primary"', '"primry"'), "resources.video-halves.importance: expected one of primary, secondary"),
        (replaced('"primary"', '"primry"'), "Did you mean 'primary'?"),
        (replaced('org = "org-1"', "org = 1"), "courses.fractions.org: expected the id of an object"),
        (replaced('org = "org-1"', 'org = { id = "1" }'), "courses.fractions.org: expected the id of an object"),
        (replaced('org = "org-1"', ""), "courses.fractions.org is missing"),
        (replaced("sortOrder = 1", 'sourcedId = "x"'), "components.lesson-1.sourcedId: differs from the id"),
        (replaced("sortOrder = 1", "dateLastModified = 2026-01-01"), "lesson-1.dateLastModified: the server sets it"),
        (replaced("sortOrder = 1", 'courseComponent = "unit-1"'), "lesson-1.courseComponent: write parent"),
        (replaced("sortOrder = 1", "sortOrder = inf"), "lesson-1.sortOrder: expected a finite number"),
        (replaced('"unit-1"', '"lesson-1"'), "components.lesson-1.parent: the component is below itself"),
        (
            replaced("[components.unit-1]\ncourse", '[components.unit-1]\nparent = "lesson-1"\ncourse'),
            "components.unit-1.parent: the component is below itself",
        ),
        (
            replaced('[components.lesson-1]\ncourse = "fractions"', '[components.lesson-1]\ncourse = "other"'),
            "components.lesson-1.course differs from that of its parent 'unit-1'",
        ),
        ("environments = 1", "environments: expected a table for each environment"),
        ("[environments]\nstaging = 1", "environments.staging: expected tables"),
        (
            replaced("staging.courses.fractions", "staging.courses.fraction"),
            "environments.staging.courses.fraction: courses of the file has no 'fraction'. Did you mean 'fractions'?",
        ),
        (
            replaced('title = "Fractions (staging)"', 'tilte = "F"'),
            "environments.staging.courses.fractions.tilte: Course has no such property. Did you mean 'title'?",
        ),
    ],
)
def test_mistakes_in_toml(box: Sandbox, run: Callable[..., Result], text: str, told: str) -> None:
    before = len(box.requests)
    result = run(text, "--yes")
    assert result.exit_code == 2, result.output
    assert "course.toml: " in result.stderr
    assert told in result.stderr
    assert len(box.requests) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- courses", "the file has no tables"),
        ("courses: {c: {title: [}}", "invalid YAML: "),
        ("courses:\n  c: {}\n  d: {}\n  c: {}\n", "the key 'c' occurs twice (at line 4, column 3)"),
        ("courses:\n  1: {}\n", "courses: the key 1 is no text. Write it in quotes."),
        ("courses: {c: {title: yes}}", "courses.c.title: expected text, got a boolean; write it in quotes"),
        ("courses: {c: {title: 2026-02-31}}", "invalid YAML: "),
        ("courses: {c: {metadata: {icon: !!binary aGk=}}}", "courses.c.metadata.icon: JSON has no value of this type"),
        ("courses: {c: !!python/object:os.system {}}", "invalid YAML: "),
        ("courses: {c: {metadata: &a {b: *a}}}", "more nested lists or tables than can be read"),
        pytest.param(
            "courses: {c: " + "[" * 1500, "more nested lists or tables than can be read", marks=pytest.mark.slow
        ),
    ],
)
def test_mistakes_in_yaml(box: Sandbox, run: Callable[..., Result], text: str, told: str) -> None:
    before = len(box.requests)
    result = run(text, "--yes", name="course.yaml")
    assert result.exit_code == 2, result.output
    assert told in result.stderr
    assert len(box.requests) == before


def test_every_mistake_is_told_at_once(run: Callable[..., Result]) -> None:
    text = replaced("grades", "grade").replace("vendorResourceId", "vendorResourceID").replace('"primary"', "1")
    result = run(text)
    for place in ("courses.fractions.grade", "resources.video-halves.vendorResourceID", "video-halves.importance"):
        assert f"{place}: " in result.stderr
    assert result.stderr.count("course.toml: ") == 3
    other = run(COURSE, name="course.json")
    assert (other.exit_code, "must end in .toml, .yaml or .yml" in other.stderr) == (2, True)


def test_repeated_aliases_of_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback.cli.courses.parsing._MOST_VALUES", 1000)
    lines = [f"  a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]" for number in range(1, 30)]
    text = "courses:\n  a0: &a0 [x]\n" + "\n".join(lines)
    with pytest.raises(click.UsageError, match="more than 1,000 values"):
        read_course_file(io.BytesIO(text.encode()), "c.yaml")


def test_merge_keys_of_yaml() -> None:
    text = "courses:\n  a: &base {title: A, org: o}\n  b:\n    <<: *base\n    title: B\n"
    objects = read_course_file(io.BytesIO(text.encode()), "c.yaml").for_environment(None)
    assert objects["courses"]["b"]["title"] == "B"
    assert objects["courses"]["b"]["org"] == {"sourcedId": "o"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers(), inner, max_size=3),
)
TABLE = st.sampled_from(["courses", "components", "resources", "component-resources", "environments", "other"])
PROPERTY = st.sampled_from(["title", "course", "parent", "metadata", "status", "org", "sourcedId", "grades"])
FILES = st.dictionaries(TABLE, st.dictionaries(st.text(max_size=3), st.dictionaries(PROPERTY, VALUES)) | VALUES)


@given(st.text().map(str.encode) | FILES.map(lambda data: yaml.safe_dump(data, allow_unicode=True).encode()))
def test_any_yaml_is_read_or_refused(data: bytes) -> None:
    try:
        objects = read_course_file(io.BytesIO(data), "c.yaml").for_environment("other")
    except click.UsageError as error:
        refused = str(error)
    else:
        assert json.loads(json.dumps(objects, allow_nan=False)) == objects
        return
    assert "c.yaml: " in refused


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from("abcdefgh")))
def test_parents_come_first(parents: dict[str, str]) -> None:
    levels = parents_first({one: {"parent": {"sourcedId": parent}} for one, parent in parents.items()})
    placed: set[str] = set()
    for level in levels:
        assert all(parents[one] in placed or parents[one] not in parents for one in level)
        placed |= {*level}
    for one in parents.keys() - placed:
        # A component that is left out leads to a cycle.
        seen: list[str] = []
        while one not in seen:
            seen.append(one)
            one = parents[one]
            assert one in parents
