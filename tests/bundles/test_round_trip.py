"""Round trip of random objects: changes are exactly those that `losses` and `carried` predict."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.bundles import Bundle, BundleWriter, carried, losses

Object = dict[str, Any]

# Text that a cell can hold: no line break, no NUL, not only spaces.
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), min_size=1, max_size=20).filter(
    lambda value: not value.isspace()
)
items = st.lists(text.map(lambda value: value.replace(",", "").strip()).filter(bool), min_size=1, max_size=3)
ids = st.from_regex(r"[0-9A-Za-z.\-_/@]{1,12}", fullmatch=True)
flags = st.sampled_from(["true", "false"])
dates = st.dates().map(lambda day: day.isoformat().rjust(10, "0"))
days = dates.map(lambda day: f"{day}T00:00:00.000Z")
numbers = st.one_of(st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False))
keys = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=10)
metadata = st.dictionaries(keys, text, min_size=1, max_size=4)
pair_item = text.map(lambda value: "".join(c for c in value if c not in ",{}:").strip())


def ref(kind: str) -> st.SearchStrategy[Object]:
    return ids.map(lambda id_: {"sourcedId": id_, "type": kind})


def pairs(left: str, right: str) -> st.SearchStrategy[list[Object]]:
    return st.lists(st.fixed_dictionaries({left: pair_item, right: pair_item}), min_size=1, max_size=3)


def entity(required: Object, optional: Object) -> st.SearchStrategy[Object]:
    first = {"sourcedId": ids, "status": st.just("active")}
    return st.fixed_dictionaries(first | required, optional=optional | {"metadata": metadata})


role = st.fixed_dictionaries(
    {"roleType": st.sampled_from(["primary", "secondary"]), "role": st.sampled_from(["student", "ext:Coach-1.x"]),
     "org": ref("org")},
    optional={"beginDate": dates, "endDate": dates},
)  # fmt: skip
profile = st.fixed_dictionaries(
    {"profileId": ids, "profileType": text, "vendorId": text,
     "credentials": st.fixed_dictionaries({"type": text, "username": text}).map(lambda found: [found])},
    optional={"applicationId": text, "description": text},
)  # fmt: skip
users = entity(
    {"enabledUser": flags, "username": text, "givenName": text, "familyName": text,
     "roles": st.lists(role, max_size=3)},
    {"userIds": pairs("type", "identifier"), "middleName": text, "preferredFirstName": text, "email": text,
     "grades": items, "agents": st.lists(ref("user"), min_size=1, max_size=3), "primaryOrg": ref("org"),
     "userProfiles": st.lists(profile, min_size=1, max_size=2, unique_by=lambda one: str(one["profileId"])),
     "resources": st.lists(ref("resource"), min_size=1, max_size=3, unique_by=lambda one: one["sourcedId"])},
)  # fmt: skip
objective_scores = st.lists(
    st.fixed_dictionaries({"learningObjectiveId": text}, optional={"score": numbers, "textScore": text}),
    min_size=1, max_size=3,
)  # fmt: skip
results = entity(
    {"lineItem": ref("lineItem"), "student": ref("user"), "scoreDate": days,
     "scoreStatus": st.sampled_from(["fully graded", "exempt", "ext:late"])},
    {"score": numbers, "comment": text, "textScore": text, "class": ref("class"), "late": flags,
     "scoreScale": ref("scoreScale"),
     "learningObjectiveSet": st.dictionaries(
         st.sampled_from(["case", "unknown", "ext:local"]), objective_scores, min_size=1
     ).map(lambda sets: [{"source": s, "learningObjectiveResults": found} for s, found in sets.items()])},
)  # fmt: skip
scales = entity(
    {"title": text, "type": text, "course": ref("course"), "class": ref("class"),
     "scoreScaleValue": pairs("itemValueLHS", "itemValueRHS")}, {},
)  # fmt: skip
resources = entity(
    {"vendorResourceId": text},
    {"title": text, "roles": st.lists(st.sampled_from(["student", "teacher", "primary"]), min_size=1),
     "importance": st.sampled_from(["primary", "secondary"])},
)  # fmt: skip
orgs = entity(
    {"name": text, "type": st.sampled_from(["school", "ext:unit"])}, {"identifier": text, "parent": ref("org")}
)
sessions = entity(
    {"title": text, "type": st.sampled_from(["term", "ext:x"]), "startDate": dates, "endDate": dates,
     "schoolYear": st.integers(1000, 9999).map(str), "org": st.just({"sourcedId": "root", "type": "org"})},
    {"parent": ref("academicSession")},
)  # fmt: skip
linked = st.lists(ref("resource"), min_size=1, max_size=3, unique_by=lambda one: one["sourcedId"])
courses = entity(
    {"title": text, "org": ref("org")},
    {"academicSession": ref("academicSession"), "courseCode": text, "grades": items, "subjects": items,
     "resources": linked},
)  # fmt: skip
classes = entity(
    {"title": text, "course": ref("course"), "classType": st.sampled_from(["homeroom", "ext:club"]),
     "school": ref("org"), "terms": st.lists(ref("academicSession"), min_size=1, max_size=3)},
    {"grades": items, "classCode": text, "location": text, "subjectCodes": items, "periods": items,
     "resources": linked},
).map(lambda one: one | {"org": one["school"]})  # fmt: skip
enrollments = entity(
    {"class": ref("class"), "school": ref("org"), "user": ref("user"), "role": st.sampled_from(["student", "aide"])},
    {"primary": flags, "beginDate": dates, "endDate": dates},
)
demographics = entity(
    {}, {"birthDate": dates, "sex": st.sampled_from(["other", "ext:x"]), "asian": flags, "cityOfBirth": text}
)
categories = entity({"title": text}, {"weight": st.integers(-(10**9), 10**9)})
line_items = entity(
    {"title": text, "assignDate": days, "dueDate": days, "class": ref("class"), "category": ref("category"),
     "academicSession": ref("academicSession"), "school": ref("org")},
    {"description": text, "resultValueMin": numbers, "resultValueMax": numbers, "scoreScale": ref("scoreScale"),
     "learningObjectiveSet": st.dictionaries(
         st.sampled_from(["case", "ext:local"]), st.lists(text, min_size=1, max_size=3), min_size=1
     ).map(lambda sets: [{"source": s, "learningObjectiveIds": found} for s, found in sets.items()])},
)  # fmt: skip
carriable = st.one_of(
    st.tuples(st.just("orgs"), orgs),
    st.tuples(st.just("academicSessions"), sessions),
    st.tuples(st.just("courses"), courses),
    st.tuples(st.just("classes"), classes),
    st.tuples(st.just("enrollments"), enrollments),
    st.tuples(st.just("demographics"), demographics),
    st.tuples(st.just("categories"), categories),
    st.tuples(st.just("lineItems"), line_items),
    st.tuples(st.just("users"), users),
    st.tuples(st.just("results"), results),
    st.tuples(st.just("scoreScales"), scales),
    st.tuples(st.just("resources"), resources),
)
# Arbitrary values, to check that nothing raises and no loss is unreported.
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def through_a_file(collection: str, entity: Object) -> list[Object]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "out.zip")
        with BundleWriter(path, root_org="root") as writer:
            writer.write(collection, entity)
        with Bundle.open(path, root_org="root") as bundle:
            return list(bundle.read(collection))


@pytest.mark.slow
@pytest.mark.generated
@given(carriable)
def test_values_of_the_standard_are_read_back_unchanged(found: tuple[str, Object]) -> None:
    collection, one = found
    assert through_a_file(collection, one) == [one]
    assert {loss.kind for loss in losses(collection, one, root_org="root")} <= {"encoded"}


@pytest.mark.generated
@given(carriable, st.data())
def test_every_loss_is_reported(found: tuple[str, Object], data: st.DataObject) -> None:
    collection, one = found
    others = ["surprise", "org", "orgs", "schoolYear", "gradingPeriod", "scoreScale", "resources", "userProfiles"]
    name = data.draw(st.sampled_from(sorted({*one, *others})))
    value = data.draw(anything)
    changed = {**one, name: value}
    expected = carried(collection, changed, root_org="root")
    read = through_a_file(collection, changed)
    assert read == ([] if expected is None else [expected])
    said = losses(collection, changed, root_org="root")
    if expected is None:
        assert [loss.path for loss in said] == [""]
    elif not any(loss.kind in ("dropped", "altered", "filled") for loss in said):
        left = {"status": "active"} | {key: value for key, value in changed.items() if value not in (None, "", [], {})}
        for key in left.keys() | expected.keys():
            assert same(left.get(key), expected.get(key)), key


def same(left: Any, right: Any) -> bool:
    """Equality that ignores the form of booleans and of empty values."""
    left, right = bare(left), bare(right)
    if isinstance(left, bool) and isinstance(right, str):
        return right == ("true" if left else "false")
    if isinstance(left, dict) and isinstance(right, dict):
        return all(same(left.get(name), right.get(name)) for name in left.keys() | right.keys())
    return bool(left == right)


def bare(value: Any) -> Any:
    if isinstance(value, dict):
        value = {name: item for name, item in value.items() if bare(item) is not None}
    return None if value in ("", [], {}) else value
