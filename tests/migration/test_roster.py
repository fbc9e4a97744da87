"""Migration of a whole roster and gradebook over HTTP."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from timeback import F
from timeback._spec.entities import roster
from timeback.errors import ConfigurationError, InvalidRequestError
from timeback.migration import Migration, Progress, verify
from timeback.sandbox import Sandbox

from .district import allocating, counts, fill, thin, to

KEYS = {"client_id": "id", "client_secret": "secret"}


@pytest.fixture(scope="module")
def source() -> Iterator[Sandbox]:
    """A small district with a gradebook. Tests do not change it."""
    with Sandbox(users=16, **KEYS) as box:
        thin(box, classes=10, components=8)
        fill(box, count=12)
        yield box


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box


def migration(source: Sandbox, target: Sandbox, *args: Any, **options: Any) -> Migration:
    return Migration(source.client(), target.client(environment="production"), *args, **options)


def differences(source: Sandbox, target: Sandbox, *args: Any, **options: Any) -> list[tuple[str, str, str, str]]:
    found = verify(source.client(), target.client(environment="production"), *args, **options)
    return [(one.entity, one.sourced_id, one.path, one.kind) for one in found]


def writes(box: Sandbox) -> list[tuple[str, str]]:
    return [(one.method, one.path) for one in box.requests if one.method != "GET" and "/ims/" in one.path]


def test_entities_are_ordered_by_their_references() -> None:
    order = list(roster())
    for entity in roster().values():
        for path in entity.references:
            if not path.deferred:
                assert order.index(path.collection) <= order.index(entity.name), (entity.name, path.name)
    assert order.index("demographics") > order.index("users")
    assert len(order) == 16


def test_everything_is_migrated_and_a_second_run_changes_nothing(
    source: Sandbox, target: Sandbox, tmp_path: Path
) -> None:
    journal = tmp_path / "move.db"
    seen: list[Progress] = []
    report = migration(source, target, journal=journal, progress=seen.append).run()
    total, successful, failed = report
    assert total == successful == sum(counts(source).values())
    assert (failed, report.reasons, bool(report)) == ([], {}, True)
    assert {name: tally.created for name, tally in report.by_entity.items()} == counts(source)
    assert counts(target) == counts(source)
    assert differences(source, target, journal=journal, strict=True) == []
    assert [one.entity for one in seen if one.done == 1] == list(counts(source) and roster())
    assert journal.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("*.lock"))

    before = len(writes(target))
    for options in ({"journal": journal}, {}):
        report = migration(source, target, on_conflict="fail", **options).run()
        assert (report.total, report.successful, report.failed) == (total, total, [])
        assert {name: tally.unchanged for name, tally in report.by_entity.items()} == counts(source)
    assert len(writes(target)) == before


def test_the_journal_has_no_personal_data(source: Sandbox, target: Sandbox, tmp_path: Path) -> None:
    migration(source, target, ["users"], journal=tmp_path / "move.db").run()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for user in source.store.all("users"):
        for name in ("givenName", "familyName", "username", "email", "identifier"):
            if user.get(name) and len(user[name]) > 4:
                assert user[name].encode() not in content


@pytest.mark.slow
def test_references_are_updated_if_the_target_assigns_ids(source: Sandbox, target: Sandbox, tmp_path: Path) -> None:
    allocating(target)
    journal = tmp_path / "move.db"
    report = migration(source, target, journal=journal).run()
    assert report.successful == sum(counts(source).values())
    assert counts(target) == counts(source)
    assert not {user["sourcedId"] for user in target.store.all("users")} & {
        user["sourcedId"] for user in source.store.all("users")
    }
    assert differences(source, target, journal=journal, strict=True) == []
    users = {user["sourcedId"] for user in target.store.all("users")}
    assert {one["sourcedId"] for one in target.store.all("demographics")} <= users

    before = len(writes(target))
    assert migration(source, target, journal=journal, on_conflict="fail").run().failed == []
    assert len(writes(target)) == before
    changed = next(iter(target.store.all("classes")))
    target.store.put("classes", {**changed, "title": "Other"})
    assert [one[2:] for one in differences(source, target, journal=journal)] == [("title", "changed")]
    assert migration(source, target, journal=journal, on_conflict="update").run().by_entity["classes"].updated == 1
    assert differences(source, target, journal=journal, strict=True) == []


def test_urls_of_the_source_are_rewritten_and_others_are_counted(source: Sandbox, target: Sandbox) -> None:
    report = migration(source, target, ["resources"]).run()
    metadata = target.store.get("resources", "res-003")["metadata"]
    assert metadata == {
        "url": f"{target.qti_url}/assessment-tests/t-3",
        "parts": [{"launch": f"{target.url}/ims/launch?part=3"}, {"video": "https://video.example.org/3"}],
    }
    assert report.hosts == {"video.example.org": 12}
    assert report.addresses_rewritten == 24
    assert differences(source, target, ["resources"]) == []


def test_a_dry_run_sends_no_writing_request(source: Sandbox, target: Sandbox, tmp_path: Path) -> None:
    first = next(iter(source.store.all("orgs")))
    target.store.put("orgs", {**first, "name": "Other"})
    journal = tmp_path / "move.db"
    report = migration(source, target, dry_run=True, journal=journal).run()
    assert writes(target) == []
    assert counts(target) == {"orgs": 1}
    assert (report.total, report.successful, report.failed) == (sum(counts(source).values()), 0, [])
    assert (report.by_entity["orgs"].created, report.by_entity["orgs"].skipped) == (counts(source)["orgs"] - 1, 1)
    reason = report.reasons["orgs", first["sourcedId"]]
    assert "differs" in reason
    assert "name" in reason
    assert not journal.exists()


@pytest.mark.slow
def test_every_introduced_difference_is_found_and_no_other(source: Sandbox, target: Sandbox) -> None:
    migration(source, target).run()
    lots = random.Random(5)
    expected = set()
    places = [(name, one["sourcedId"]) for name in counts(source) for one in source.store.all(name)]
    lots.shuffle(places)
    for collection, sourced_id in places:
        there = target.store.get(collection, sourced_id)
        kinds = [kind for kind, fits, _ in SEEDS if fits(there)]
        kind = kinds[len(expected) % len(kinds)]
        changed = next(change for name, _, change in SEEDS if name == kind)(there)
        if changed is None:
            target.store.remove(collection, sourced_id)
            expected.add((collection, sourced_id, "", "missing"))
        else:
            value, path, difference = changed
            target.store.put(collection, value)
            expected.add((collection, sourced_id, path, difference))
        if len(expected) == 150:
            break
    found = differences(source, target)
    assert len(expected) == len(found) == 150
    assert set(found) == expected
    assert {difference for _, _, _, difference in expected} == {"missing", "changed", "added", "removed"}


def _titled(value: dict[str, Any]) -> str:
    return "title" if "title" in value else "name" if "name" in value else "familyName"


SEEDS: list[Any] = [
    (
        "changed",
        lambda value: value.get(_titled(value)),
        lambda value: ({**value, _titled(value): "Something else"}, _titled(value), "changed"),
    ),
    (
        "an extra role",
        lambda value: value.get("roles") and isinstance(value["roles"][0], dict),
        lambda value: (
            {**value, "roles": [*value["roles"], {**value["roles"][0], "role": "proctor"}]},
            f"roles[{len(value['roles'])}]",
            "added",
        ),
    ),
    (
        "another reference",
        lambda value: value.get("class"),
        lambda value: ({**value, "class": to("other")}, "class.sourcedId", "changed"),
    ),
    (
        "gone",
        lambda value: value.get("metadata"),
        lambda value: ({**value, "metadata": {}}, "metadata", "removed"),
    ),
    (
        "one more of a list whose order matters",
        lambda value: value.get("grades"),
        lambda value: ({**value, "grades": ["zz", *value["grades"][1:]]}, "grades[0]", "changed"),
    ),
    ("missing", lambda value: True, lambda value: None),
    ("new", lambda value: True, lambda value: ({**value, "note": "x"}, "note", "added")),
]


def test_unordered_lists_may_have_another_order(source: Sandbox, target: Sandbox) -> None:
    migration(source, target, ["resources", "users", "classes"]).run()
    for name, key in (("resources", "roles"), ("users", "agents"), ("classes", "terms")):
        for value in list(target.store.all(name)):
            if value.get(key):
                target.store.put(name, {**value, key: value[key][::-1]})
    assert differences(source, target, ["resources", "users", "classes"]) == []


def test_objects_that_only_the_target_has_count_if_strict(source: Sandbox, target: Sandbox) -> None:
    migration(source, target, ["orgs"]).run()
    target.store.put("orgs", {"sourcedId": "mine", "name": "Mine", "type": "school", "status": "active"})
    target.store.put("orgs", {"sourcedId": "gone", "name": "Gone", "type": "school", "status": "tobedeleted"})
    assert differences(source, target, ["orgs"]) == []
    assert differences(source, target, ["orgs"], strict=True) == [("orgs", "mine", "", "added")]


# Selection


@pytest.mark.slow
def test_dependencies_of_selected_objects_are_migrated(source: Sandbox, target: Sandbox, tmp_path: Path) -> None:
    journal = tmp_path / "move.db"
    student = next(user for user in source.store.all("users") if user["roles"][0]["role"] == "student")
    condition = F.user_sourced_id == student["sourcedId"]
    report = migration(source, target, ["enrollments"], {"enrollments": condition}, journal=journal).run()
    mine = [one for one in source.store.all("enrollments") if one["user"]["sourcedId"] == student["sourcedId"]]
    assert report.failed == []
    there = counts(target)
    assert there["enrollments"] == len(mine) == report.by_entity["enrollments"].created
    assert there["classes"] == len({one["class"]["sourcedId"] for one in mine})
    assert {"orgs", "academicSessions", "courses", "users"} <= there.keys()
    assert there["users"] == 1
    assert differences(source, target, journal=journal) == []


def test_without_dependencies_objects_that_need_them_fail(source: Sandbox, target: Sandbox) -> None:
    report = migration(source, target, ["courses"], with_dependencies=False).run()
    assert len(report.failed) == counts(source)["courses"]
    assert "org org-district is missing" in report.reasons[report.failed[0]]
    assert counts(target) == {}


@pytest.mark.slow
def test_a_school_with_everything_that_belongs_to_it(target: Sandbox) -> None:
    with Sandbox(users=80, **KEYS) as source:
        schools = [one["sourcedId"] for one in source.store.all("orgs") if one["type"] == "school"]
        assert len(schools) > 1
        report = migration(source, target, schools=schools[:1]).run()
        assert report.failed == []
        classes = {one["sourcedId"] for one in source.store.all("classes") if one["school"]["sourcedId"] == schools[0]}
        assert {one["sourcedId"] for one in target.store.all("classes")} == classes
        enrollments = [one for one in source.store.all("enrollments") if one["class"]["sourcedId"] in classes]
        assert counts(target)["enrollments"] == len(enrollments)
        assert {one["sourcedId"] for one in target.store.all("orgs")} == {"org-district", schools[0]}
        users = {
            one["sourcedId"]
            for one in source.store.all("users")
            if any(role["org"]["sourcedId"] == schools[0] for role in one["roles"])
        }
        assert {one["sourcedId"] for one in target.store.all("users")} == users | {
            one["user"]["sourcedId"] for one in enrollments
        }
        demographics = {one["sourcedId"] for one in source.store.all("demographics")} & users
        assert {one["sourcedId"] for one in target.store.all("demographics")} == demographics


@pytest.mark.slow
def test_a_course_with_everything_that_belongs_to_it(source: Sandbox, target: Sandbox) -> None:
    course = next(one["course"]["sourcedId"] for one in source.store.all("classes"))
    report = migration(source, target, courses=[course]).run()
    assert report.failed == []
    # Other objects are dependencies: line items share scales, and tests have parents in other courses.
    assert counts(target)["courses"] < counts(source)["courses"]
    components = {
        one["sourcedId"] for one in source.store.all("courseComponents") if one["course"]["sourcedId"] == course
    }
    assert {one["sourcedId"] for one in target.store.all("courseComponents")} >= components
    classes = {one["sourcedId"] for one in source.store.all("classes") if one["course"]["sourcedId"] == course}
    assert {one["sourcedId"] for one in target.store.all("classes")} >= classes
    enrollments = {one["sourcedId"] for one in source.store.all("enrollments") if one["class"]["sourcedId"] in classes}
    assert {one["sourcedId"] for one in target.store.all("enrollments")} == enrollments


@pytest.mark.slow
def test_a_sample_of_each_entity(source: Sandbox, target: Sandbox) -> None:
    report = migration(source, target, sample=2).run()
    assert report.failed == []
    assert counts(target)["results"] == counts(target)["demographics"] == 2
    assert sum(counts(target).values()) < sum(counts(source).values()) / 2
    assert migration(source, target, on_conflict="update").run().failed == []
    assert differences(source, target, strict=True) == []


def test_only_objects_modified_since(target: Sandbox) -> None:
    with Sandbox(users=10, **KEYS) as source:
        thin(source, classes=10, components=8)
        migration(source, target).run()
        # The store has a resolution of milliseconds, so the time is rounded down to one.
        time.sleep(0.002)
        now = datetime.now(UTC)
        moment = now.replace(microsecond=now.microsecond // 1000 * 1000)
        for user in list(source.store.all("users"))[:3]:
            source.store.put("users", {**user, "givenName": "New", "dateLastModified": moment.isoformat()})
        report = migration(source, target, modified_since=moment, on_conflict="update").run()
        assert (report.total, report.by_entity["users"].updated) == (3, 3)


@pytest.mark.slow
def test_deleted_objects_are_only_migrated_on_request(target: Sandbox, tmp_path: Path) -> None:
    with Sandbox(users=10, **KEYS) as source:
        thin(source, classes=10, components=8)
        guardian = next(iter(source.store.all("users")))
        other = list(source.store.all("users"))[1]
        source.store.put("users", {**guardian, "status": "tobedeleted"})
        source.store.put("users", {**other, "agents": [to(guardian["sourcedId"])]})
        journal = tmp_path / "move.db"
        report = migration(source, target, ["users"], journal=journal).run()
        assert report.by_entity["users"].skipped == 1
        assert report.failed == []
        assert target.store.get("users", other["sourcedId"])["agents"] == []
        assert differences(source, target, ["users"], journal=journal) == []
        report = migration(source, target, ["enrollments"], journal=journal).run()
        assert all("deleted on the source" in report.reasons[one] for one in report.failed)
        report = migration(source, target, ["users"], include_deleted=True, on_conflict="update").run()
        assert report.failed == []
        assert target.store.get("users", guardian["sourcedId"])["status"] == "tobedeleted"


def test_unserved_or_forbidden_collections_do_not_stop_the_others(target: Sandbox) -> None:
    with Sandbox(users=5, **KEYS) as source:
        thin(source, classes=10, components=8)
        base = "/ims/oneroster"
        source.faults.add(path=f"{base}/gradebook/*", status=404)
        source.faults.add(path=f"{base}/rostering/v1p2/demographics", status=403)
        report = migration(source, target).run()
        assert {"results", "categories", "demographics"} < report.not_served.keys()
        assert set(report.not_served.values()) == {"source"}
        assert report.failed == []
        assert "403" in report.reasons["demographics", ""]
        assert counts(target).keys() == counts(source).keys() - {"demographics"}


def test_a_failed_second_pass_is_repeated_by_the_next_run(target: Sandbox, tmp_path: Path) -> None:
    with Sandbox(users=40, **KEYS) as source:
        with_agents = [one["sourcedId"] for one in source.store.all("users") if one["agents"]]
        assert with_agents
        target.faults.add(method="PUT", path="*/users/*", status=422)
        journal = tmp_path / "move.db"
        report = migration(source, target, ["users"], journal=journal).run()
        assert report.failed
        assert all("agents" in report.reasons[one] for one in report.failed)
        target.faults.clear()
        report = migration(source, target, ["users"], journal=journal).run()
        assert (report.failed, report.by_entity["users"].skipped) == ([], 0)
        assert differences(source, target, ["users"], journal=journal, strict=True) == []


# Rejected arguments


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"entities": ["user"]}, "'users'"),
        ({"entities": ["course_components"]}, "'courseComponents'"),
        ({"entities": ["nonsense"]}, "orgs, "),
        ({"entities": ["stimuli"]}, "qti=True"),
        ({"entities": "users"}, "entities"),
        ({"entities": []}, "empty"),
        ({"filters": {"user": F.role == "student"}}, "filters: 'user'"),
        ({"filters": {"users": ""}}, "filters: the filter of users"),
        ({"on_conflict": "replace"}, "on_conflict"),
        ({"concurrency": 0}, "concurrency"),
        ({"sample": 0}, "sample"),
        ({"modified_since": datetime(2025, 1, 1)}, "no time zone"),
        ({"orgs": "o1"}, "orgs=[...]"),
        ({"courses": []}, "at least one"),
    ],
)
def test_invalid_arguments_are_rejected(source: Sandbox, target: Sandbox, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        migration(source, target, **wrong)
    assert says in str(caught.value)


def test_the_same_server_is_rejected(source: Sandbox) -> None:
    with pytest.raises(ConfigurationError, match="same server"):
        migration(source, source)
    with pytest.raises(ConfigurationError, match="same server"):
        verify(source.client(), source.client())
