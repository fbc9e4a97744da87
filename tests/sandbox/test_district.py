"""The generated district: reproducible by seed, valid references, no real people."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from timeback._spec import documents
from timeback.sandbox.fake_data.district import generate

Entity = dict[str, Any]

ORDER = [
    "orgs",
    "academicSessions",
    "courses",
    "courseComponents",
    "classes",
    "users",
    "enrollments",
    "demographics",
]
# Reference properties whose name differs from the collection.
COLLECTION_OF = {
    "org": "orgs",
    "district": "orgs",
    "academicSession": "academicSessions",
    "course": "courses",
    "class": "classes",
    "user": "users",
}


def district(**options: int) -> dict[str, list[Entity]]:
    collections: dict[str, list[Entity]] = defaultdict(list)
    for collection, batch in generate(**options):
        collections[collection] += batch
    return collections


def references(value: Any, under: str = "") -> Iterator[tuple[str, Entity]]:
    if isinstance(value, dict):
        if "sourcedId" in value and under:
            yield under, value
        for name, part in value.items():
            yield from references(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from references(part, under)


@pytest.fixture(scope="module")
def medium() -> dict[str, list[Entity]]:
    return district(seed=3, users=1500)


DIGEST = """
import hashlib, json, sys
from timeback.sandbox.fake_data.district import generate
digest = hashlib.sha256()
for collection, batch in generate(seed=int(sys.argv[1]), users=300):
    digest.update(json.dumps([collection, batch]).encode())
print(digest.hexdigest())
"""


def digest(seed: int, hash_seed: str, zone: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", DIGEST, str(seed)], env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_the_district_depends_only_on_the_seed() -> None:
    assert digest(1, "0", "UTC") == digest(1, "7", "Asia/Tokyo")
    assert digest(1, "0", "UTC") != digest(2, "0", "UTC")


@pytest.mark.parametrize("users", [1, 2, 3, 9, 10, 25, 59, 65, 66, 67, 68, 200, 777])
def test_references_are_valid_for_any_number_of_users(users: int) -> None:
    known: dict[str, set[str]] = defaultdict(set)
    order: list[str] = []
    for collection, batch in generate(seed=users, users=users):
        assert 0 < len(batch) <= 1000
        if order[-1:] != [collection]:
            order.append(collection)
        for entity in batch:
            assert entity["sourcedId"] not in known[collection]
            known[collection].add(entity["sourcedId"])
            for name, reference in references(entity):
                if name != "agents":
                    assert reference["sourcedId"] in known[COLLECTION_OF[reference["type"]]], (collection, name)
    assert order == ORDER
    assert len(known["users"]) == users


@pytest.mark.parametrize("users", [66, 200, 777, 5000])
def test_agents_exist_and_are_mutual(users: int) -> None:
    people = {user["sourcedId"]: user for user in district(users=users)["users"]}
    guardians = [user for user in people.values() if user["roles"][0]["role"] == "guardian"]
    assert guardians
    for guardian in guardians:
        assert guardian["agents"]
        for reference in guardian["agents"]:
            child = people[reference["sourcedId"]]
            assert child["familyName"] == guardian["familyName"]
            assert [agent["sourcedId"] for agent in child["agents"]] == [guardian["sourcedId"]]


def test_zero_users_give_no_objects() -> None:
    assert list(generate(users=0)) == []


def test_a_negative_number_of_users_is_rejected() -> None:
    with pytest.raises(ValueError, match="users must not be negative"):
        next(generate(users=-1))


def test_roles_are_in_proportion(medium: dict[str, list[Entity]]) -> None:
    roles = Counter(user["roles"][0]["role"] for user in medium["users"])
    assert roles == {"student": 1350, "teacher": 75, "guardian": 60, "administrator": 15}


def test_students_take_five_or_six_classes_and_each_class_has_one_teacher(medium: dict[str, list[Entity]]) -> None:
    taken: Counter[str] = Counter()
    taught: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for enrollment in medium["enrollments"]:
        if enrollment["role"] == "student":
            taken[enrollment["user"]["sourcedId"]] += 1
            sizes[enrollment["class"]["sourcedId"]] += 1
        else:
            taught[enrollment["class"]["sourcedId"]] += 1
    students = {user["sourcedId"] for user in medium["users"] if user["roles"][0]["role"] == "student"}
    assert set(taken) == students
    assert set(taken.values()) == {5, 6}
    assert set(taught) == {class_["sourcedId"] for class_ in medium["classes"]}
    assert set(taught.values()) == {1}
    assert max(sizes.values()) <= 25


def test_nobody_teaches_two_classes_at_once(medium: dict[str, list[Entity]]) -> None:
    periods = {class_["sourcedId"]: class_["periods"][0] for class_ in medium["classes"]}
    lessons = Counter(
        (enrollment["user"]["sourcedId"], periods[enrollment["class"]["sourcedId"]])
        for enrollment in medium["enrollments"]
        if enrollment["role"] == "teacher"
    )
    assert max(lessons.values()) == 1


def test_members_of_a_class_belong_to_its_school(medium: dict[str, list[Entity]]) -> None:
    school_of = {class_["sourcedId"]: class_["school"]["sourcedId"] for class_ in medium["classes"]}
    home_of = {user["sourcedId"]: user["primaryOrg"]["sourcedId"] for user in medium["users"]}
    for enrollment in medium["enrollments"]:
        school = school_of[enrollment["class"]["sourcedId"]]
        assert enrollment["school"]["sourcedId"] == school
        assert home_of[enrollment["user"]["sourcedId"]] == school


def test_usernames_and_addresses_are_unique_ascii_and_fictional(medium: dict[str, list[Entity]]) -> None:
    users = medium["users"]
    assert len({user["username"] for user in users}) == len(users)
    for user in users:
        assert user["email"] == f"{user['username']}@example.org"
        assert user["email"].isascii()
        assert user.get("phone", "+1-202-555-01").startswith("+1-202-555-01")


def test_names_use_many_scripts(medium: dict[str, list[Entity]]) -> None:
    text = "".join(user["givenName"] + user["familyName"] for user in medium["users"])
    assert {"é", "'", "-", "ß", " "} <= set(text)
    for first, last in [("\u0590", "\u05ff"), ("\u0600", "\u06ff"), ("\u0900", "\u097f"), ("\u4e00", "\u9fff")]:
        assert any(first <= character <= last for character in text)
    assert any("'" in user["familyName"] for user in medium["users"])


def test_a_user_object_has_a_realistic_size(medium: dict[str, list[Entity]]) -> None:
    sizes = [len(json.dumps(user, ensure_ascii=False).encode()) for user in medium["users"]]
    assert 650 < sum(sizes) / len(sizes) < 850


def test_students_have_the_age_of_their_grade(medium: dict[str, list[Entity]]) -> None:
    grade_of = {user["sourcedId"]: user["grades"][0] for user in medium["users"] if "grades" in user}
    for demographics in medium["demographics"]:
        grade = grade_of[demographics["sourcedId"]]
        age = 5 + int(grade)
        assert f"{2025 - age - 1}-09-01" <= demographics["birthDate"] <= f"{2025 - age}-08-31"


def test_large_districts_come_in_batches() -> None:
    sizes = [len(batch) for collection, batch in generate(users=2500) if collection == "users"]
    assert sizes == [1000, 1000, 500]


def test_every_object_is_valid_by_the_specification() -> None:
    document = documents.load("rostering").content
    schemas: dict[str, Entity] = {}
    for schema in document["components"]["schemas"].values():
        names = schema.get("x-collection", [])
        for name in [names] if isinstance(names, str) else names:
            schemas.setdefault(name, {**schema["properties"][name]["items"], "components": document["components"]})
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    for collection, entities in district(users=150).items():
        validator = jsonschema.Draft202012Validator(schemas[collection], format_checker=checker)
        for entity in entities:
            wrong = [f"{'.'.join(map(str, error.path))}: {error.validator}" for error in validator.iter_errors(entity)]
            assert wrong == [], (collection, entity["sourcedId"])
