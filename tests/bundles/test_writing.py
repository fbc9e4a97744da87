"""Writing: conformance to the standard, and reports of losses."""

from __future__ import annotations

import copy
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.bundles.kit import HEADERS, check, district, zipped
from timeback.bundles import COLLECTIONS, Bundle, BundleError, BundleWriter, carried, losses
from timeback.sandbox.fake_data.district import generate

Object = dict[str, Any]

USER: Object = {
    "sourcedId": "u1",
    "status": "active",
    "dateLastModified": "2026-01-02T03:04:05.678Z",
    "enabledUser": True,
    "username": "ana",
    "givenName": "Ana",
    "familyName": "Ortiz",
    "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "s1"}}],
}
CLASS: Object = {
    "sourcedId": "cl1",
    "title": "Algebra 1",
    "course": {"sourcedId": "co1"},
    "school": {"sourcedId": "s1"},
    "terms": [{"sourcedId": "t1"}],
}


def text_of(path: Path, name: str) -> str:
    if path.is_dir():
        return (path / name).read_bytes().decode()
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def lost(collection: str, entity: Object, **options: Any) -> set[tuple[str, str]]:
    return {(loss.path, loss.kind) for loss in losses(collection, entity, **options)}


@pytest.mark.parametrize("name", ["out.zip", "out"])
def test_reading_and_writing_a_whole_district_changes_nothing(tmp_path: Path, name: str) -> None:
    source = zipped(tmp_path / "source.zip", district())
    with Bundle.open(source) as bundle, BundleWriter(tmp_path / name) as writer:
        for collection in COLLECTIONS:
            for entity in bundle.read(collection):
                assert writer.losses(collection, entity) == []
                assert writer.write(collection, entity)
    assert writer.report.losses == []
    assert not writer.report.refused
    assert check(tmp_path / name) == []
    with Bundle.open(source) as one, Bundle.open(tmp_path / name) as other:
        for collection in COLLECTIONS:
            assert list(one.read(collection)) == list(other.read(collection))
    for stem, header in HEADERS.items():
        assert text_of(tmp_path / name, f"{stem}.csv").startswith(header + "\r\n")


def test_the_format_of_the_files(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    with BundleWriter(path, system_name="Here, and there", system_code="7") as writer:
        writer.write("users", USER | {"grades": ["09", "10"], "middleName": 'of "the" hill', "pronouns": "née"})
    assert text_of(path, "users.csv") == (
        HEADERS["users"] + '\r\nu1,,,true,ana,,Ana,Ortiz,"of ""the"" hill",,,,,,"09,10",,,,,,,née\r\n'
    )
    assert text_of(path, "roles.csv") == HEADERS["roles"] + "\r\nu1-role-1,,,u1,primary,student,,,s1,\r\n"
    manifest = text_of(path, "manifest.csv").split("\r\n")
    assert manifest[:3] == ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.2"]
    assert manifest[-3:] == ['source.systemName,"Here, and there"', "source.systemCode,7", ""]
    assert {row for row in manifest if row.endswith("bulk")} == {"file.users,bulk", "file.roles,bulk"}
    assert len([row for row in manifest if row.endswith("absent")]) == 19
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["manifest.csv", "roles.csv", "users.csv"]
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_delta_has_status_and_time_in_every_row(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with BundleWriter(path, mode="delta") as writer:
        writer.write("users", USER | {"status": "tobedeleted"})
        writer.write("users", USER | {"sourcedId": "u2", "dateLastModified": "2026-01-02T04:04:05+01:00"})
        writer.write("users", {k: v for k, v in USER.items() if k != "dateLastModified"} | {"sourcedId": "u3"})
    one, two, three = text_of(path, "users.csv").splitlines()[1:]
    assert one.startswith("u1,tobedeleted,2026-01-02T03:04:05.678Z,")
    assert two.startswith("u2,active,2026-01-02T03:04:05.000Z,")
    assert three.startswith("u3,active,20")
    assert [(loss.path, loss.kind, loss.count) for loss in writer.report.losses] == [("dateLastModified", "filled", 1)]
    assert text_of(path, "roles.csv").splitlines()[1].startswith("u1-role-1,tobedeleted,2026-01-02T03:04:05.678Z,u1,")
    assert [p for p in check(path) if p.severity == "error"] == []


def test_the_same_objects_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        with BundleWriter(tmp_path / name) as writer:
            writer.write("users", USER)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    for name in ("out.zip", "out"):
        with BundleWriter(tmp_path / name) as writer:
            writer.write("users", USER)
    files = [tmp_path / "out.zip", *(tmp_path / "out").iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["out.zip", "out"])
def test_writing_is_atomic(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyboardInterrupt), BundleWriter(tmp_path / name) as writer:
        writer.write("users", USER)
        assert not (tmp_path / name).exists()
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    with BundleWriter(tmp_path / name) as writer:
        writer.write("users", USER)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with pytest.raises(ValueError, match="closed"):
        writer.write("users", USER)


def test_nothing_is_overwritten_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    path.write_text("mine")
    with pytest.raises(BundleError, match="overwrite=True"):
        BundleWriter(path)
    assert path.read_text() == "mine"
    with BundleWriter(path, overwrite=True) as writer:
        writer.write("users", USER)
    assert check(path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note").write_text("mine")
    with pytest.raises(BundleError, match="exists"):
        BundleWriter(tmp_path / "full", overwrite=True)
    with pytest.raises(BundleError, match="no-folder"):
        BundleWriter(tmp_path / "nowhere" / "out.zip")
    (tmp_path / "empty").mkdir()
    with BundleWriter(tmp_path / "empty"):
        pass
    assert [path.name for path in (tmp_path / "empty").iterdir()] == ["manifest.csv"]


def test_passwords_are_never_written(tmp_path: Path) -> None:
    profile = {
        "profileId": "p1", "profileType": "lti", "vendorId": "v",
        "credentials": [{"type": "oauth", "username": "ana", "password": "s3cret"}],
    }  # fmt: skip
    with BundleWriter(tmp_path / "out") as writer:
        writer.write("users", USER | {"password": "s3cret", "userProfiles": [profile]})
    assert "s3cret" not in "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    assert {(loss.path, loss.kind) for loss in writer.report.losses} == {
        ("password", "dropped"),
        ("userProfiles[].credentials[].password", "dropped"),
    }
    assert "s3cret" not in repr(writer.report)


def test_formula_cells_are_reported_and_written_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    names = ["=1+1", "+1", "-1", "@x", "\tx", "x=1"]
    with BundleWriter(path) as writer:
        for number, name in enumerate(names):
            writer.write("orgs", {"sourcedId": f"o{number}", "name": name, "type": "school", "metadata": {"a": "=2"}})
        writer.write("categories", {"sourcedId": "c", "title": "T", "weight": -5})
    found = {(p.file, p.line, p.column) for p in writer.report.formulas}
    assert found == {("orgs.csv", n + 2, "name") for n in range(5)} | {
        ("orgs.csv", n + 2, "metadata.a") for n in range(6)
    }
    assert writer.report.formula_count == 11
    assert "1+1" not in repr(writer.report)
    with Bundle.open(path) as bundle:
        assert [org["name"] for org in bundle.read("orgs")] == names


def test_a_late_metadata_name_adds_a_column_to_every_row(tmp_path: Path) -> None:
    path = tmp_path / "out"
    data: list[Object] = [{}, {"a": "1"}, {}, {"b": "2", "c.d": "3"}, {"a": "4"}, {}]
    with BundleWriter(path) as writer:
        for number, metadata in enumerate(data):
            writer.write("categories", {"sourcedId": f"c{number}", "title": "T", "metadata": metadata})
    rows = text_of(path, "categories.csv").split("\r\n")
    assert rows[0] == HEADERS["categories"] + ",metadata.a,metadata.b,metadata.c.d"
    assert {row.count(",") for row in rows[:-1]} == {7}
    with Bundle.open(path) as bundle:
        assert [entity.get("metadata", {}) for entity in bundle.read("categories")] == data
        assert bundle.check() == []


@pytest.mark.parametrize(
    ("collection", "entity", "expected"),
    [
        ("users", USER, set()),
        ("users", USER | {"email": None, "grades": [], "agents": [], "middleName": ""}, set()),
        ("users", USER | {"metadata": {"onboarding": {"x": {"state": "completed"}}, "xp": 5, "on": True, "n": None}},
         {("metadata.onboarding", "dropped"), ("metadata.xp", "altered"), ("metadata.on", "altered")}),
        ("users", USER | {"userIds": [{"type": "a,b", "identifier": "1"}]}, {("userIds", "dropped")}),
        ("users", USER | {"grades": ["9,10"]}, {("grades", "dropped")}),
        ("users", USER | {"middleName": "a\nb", "phone": "  "}, {("middleName", "altered"), ("phone", "altered")}),
        ("users", USER | {"username": None}, {("username", "filled")}),
        ("users", USER | {"demographics": {"sourcedId": "u1"}, "tenantId": "t"},
         {("demographics", "dropped"), ("tenantId", "dropped")}),
        ("users", USER | {"orgs": [{"sourcedId": "s1"}]}, set()),
        ("users", USER | {"orgs": [{"sourcedId": "s2"}]}, {("orgs", "dropped")}),
        ("users", USER | {"roles": [{"roleType": "primary", "role": "administrator", "org": {"sourcedId": "s1"}}]},
         {("roles[].role", "encoded")}),
        ("users", USER | {"roles": [{"roleType": "primary", "role": "coach", "org": {"sourcedId": "s1"}}]},
         {("roles[].role", "altered")}),
        ("users", USER | {"roles": [{"roleType": "main", "role": "student", "org": {"sourcedId": "s1"}}]},
         {("roles[]", "dropped")}),
        ("users", USER | {"roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "s1"},
                                     "userProfile": "p9", "note": "x"}]},
         {("roles[].userProfile", "dropped"), ("roles[].note", "dropped")}),
        ("users", USER | {"userProfiles": [{"profileId": "urn:x", "profileType": "a", "vendorId": "v", "app": {"a": 1},
                                            "credentials": [{"type": "t", "username": "u", "id": 1}, {"type": "t"}]}]},
         {("userProfiles[].profileId", "altered"), ("userProfiles[].app", "dropped"),
          ("userProfiles[].credentials[].id", "dropped"), ("userProfiles[].credentials[]", "dropped")}),
        ("users", USER | {"userProfiles": [{"profileId": "p", "profileType": "a", "vendorId": "v"}]},
         {("userProfiles[]", "dropped")}),
        ("users", USER | {"givenName": ""}, {("", "dropped")}),
        ("users", USER | {"sourcedId": "a b"}, {("", "dropped")}),
        ("users", USER | {"status": "tobedeleted"}, {("", "dropped")}),
        ("classes", CLASS, {("org", "filled"), ("classType", "filled")}),
        ("classes", CLASS | {"org": {"sourcedId": "s1"}, "classType": "homeroom"}, set()),
        ("classes", CLASS | {"org": {"sourcedId": "s2"}, "classType": "homeroom"}, {("org", "altered")}),
        ("classes", CLASS | {"org": {"sourcedId": "s1"}, "classType": "club", "subjects": ["a"],
                             "subjectCodes": ["1", "2"]}, {("classType", "altered"), ("subjectCodes", "dropped")}),
        ("classes", CLASS | {"terms": []}, {("", "dropped")}),
        ("courses", {"sourcedId": "c", "title": "T", "org": {"sourcedId": "d"}, "level": "AP",
                     "schoolYear": {"sourcedId": "y"}}, {("level", "dropped"), ("schoolYear", "altered")}),
        ("categories", {"sourcedId": "c", "title": "T", "weight": 33.5}, {("weight", "dropped")}),
        ("results", {"sourcedId": "r", "lineItem": {"sourcedId": "l"}, "student": {"sourcedId": "u"},
                     "scoreStatus": "submitted", "scoreDate": "2026-01-02T10:00:00Z", "score": float("nan"),
                     "late": "maybe"},
         {("scoreDate", "altered"), ("score", "dropped"), ("late", "dropped")}),
        ("orgs", {"sourcedId": "o", "name": "O", "type": "school", "children": [{"sourcedId": "p"}],
                  "metadata": {"a,b": "x", " a": "y"}}, {("metadata[]", "dropped")}),
        ("courseComponents", {"sourcedId": "x", "title": "T"}, {("", "dropped")}),
    ],
)  # fmt: skip
def test_losses_are_known_before_writing(collection: str, entity: Object, expected: set[tuple[str, str]]) -> None:
    before = copy.deepcopy(entity)
    assert lost(collection, entity) == expected
    assert entity == before
    assert (carried(collection, entity) is None) == (("", "dropped") in expected)


def test_the_organisation_of_a_session(tmp_path: Path) -> None:
    session = {
        "sourcedId": "y", "title": "Y", "type": "schoolYear", "startDate": "2025-08-01", "endDate": "2026-06-01",
        "schoolYear": 2026, "org": {"sourcedId": "d1"},
    }  # fmt: skip
    assert lost("academicSessions", session) == set()
    assert lost("academicSessions", {**session, "org": {"type": "org"}}) == {("org", "altered")}
    own = {"metadata": {"timeback.orgSourcedId": "d2", "kept": "yes"}}
    assert lost("academicSessions", {**session, **own}) == {("metadata.timeback.orgSourcedId", "dropped")}
    assert carried("academicSessions", {**session, **own}) == {
        **session, "status": "active", "schoolYear": "2026", "org": {"sourcedId": "d1", "type": "org"},
        "metadata": {"kept": "yes"},
    }  # fmt: skip
    assert lost("academicSessions", session, root_org="d1") == set()
    with BundleWriter(tmp_path / "out") as writer:
        writer.write("orgs", {"sourcedId": "d1", "name": "D", "type": "district"})
        assert writer.losses("academicSessions", session) == []
        writer.write("academicSessions", session)
    with Bundle.open(tmp_path / "out") as bundle:
        assert next(bundle.read("academicSessions")) == carried("academicSessions", session)
    assert "timeback" not in (tmp_path / "out" / "academicSessions.csv").read_text(encoding="utf-8")
    with BundleWriter(tmp_path / "two") as writer:
        for name in ("d1", "d2"):
            writer.write("orgs", {"sourcedId": name, "name": name, "type": "district"})
        writer.write("academicSessions", session)
        writer.write("academicSessions", {**session, "sourcedId": "z", "org": {"sourcedId": "gone"}})
    with Bundle.open(tmp_path / "two") as bundle:
        assert [one["org"]["sourcedId"] for one in bundle.read("academicSessions")] == ["d1", "gone"]
        problems = [(found.rule, found.column) for found in bundle.check() if found.severity == "error"]
        assert problems == [("dangling", "metadata.timeback.orgSourcedId")]


def test_missing_schools_and_courses_are_taken_from_the_class(tmp_path: Path) -> None:
    scale = {
        "sourcedId": "sc", "title": "S", "type": "t", "class": {"sourcedId": "cl1"},
        "scoreScaleValue": [{"itemValueLHS": "A", "itemValueRHS": "1"}],
    }  # fmt: skip
    enrollment = {"sourcedId": "e", "role": "student", "user": {"sourcedId": "u1"}, "class": {"sourcedId": "cl1"}}
    with BundleWriter(tmp_path / "out") as writer:
        assert not writer.write("enrollments", enrollment)
        writer.write("classes", CLASS)
        writer.write("enrollments", enrollment)
        writer.write("scoreScales", scale)
    assert text_of(tmp_path / "out", "enrollments.csv").splitlines()[1] == "e,,,cl1,s1,u1,student,,,"
    assert text_of(tmp_path / "out", "scoreScales.csv").splitlines()[1] == "sc,,,S,t,s1,co1,cl1,{A:1}"
    assert [(r.collection, r.sourced_id, r.property) for r in writer.report.refused] == [("enrollments", "e", "school")]
    assert {(c.collection, c.path, c.kind) for c in writer.report.losses if c.collection != "classes"} == {
        ("enrollments", "school", "filled"),
        ("scoreScales", "course", "filled"),
    }


def test_an_object_is_written_once(tmp_path: Path) -> None:
    with BundleWriter(tmp_path / "out") as writer:
        assert writer.write("users", USER)
        assert not writer.write("users", USER)
    assert writer.report.rows == {"users": 1, "roles": 1}
    assert writer.report.refused_count == {"users": 1}


def test_more_metadata_than_columns(tmp_path: Path) -> None:
    with BundleWriter(tmp_path / "out") as writer:
        for number in range(600):
            entity = {"sourcedId": f"c{number}", "title": "T", "metadata": {f"k{number}": "v"}}
            writer.write("categories", entity)
    assert [(loss.path, loss.count) for loss in writer.report.losses] == [("metadata[]", 100)]
    assert len(text_of(tmp_path / "out", "categories.csv").splitlines()[0].split(",")) == 505


def normal(collection: str, entity: Object, mode: str) -> Object:
    """An object of the generator without nulls, empty lists and types of references."""
    found = {key: value for key, value in entity.items() if value not in (None, [], {})}
    if "metadata" in found:
        found["metadata"] = {key: value for key, value in found["metadata"].items() if value is not None}
    if mode == "bulk":
        del found["dateLastModified"]
    if collection == "orgs" and "parent" in found:
        found["parent"] = {"sourcedId": found["parent"]["sourcedId"], "type": "org"}
    return found


@pytest.mark.parametrize(
    ("mode", "users"), [("bulk", 500), ("delta", 500), pytest.param("delta", 5000, marks=pytest.mark.soak)]
)
def test_a_generated_district_round_trips(tmp_path: Path, mode: Any, users: int) -> None:
    path = tmp_path / "out.zip"
    expected: dict[str, list[Object]] = {}
    with BundleWriter(path, mode=mode) as writer:
        for collection, batch in generate(seed=3, users=users):
            writer.write_all(collection, batch)
            if collection in COLLECTIONS:
                expected.setdefault(collection, []).extend(normal(collection, entity, mode) for entity in batch)
    assert {(loss.path, loss.kind) for loss in writer.report.losses} == {("roles[].role", "encoded")}
    assert set(writer.report.refused_count) == {"courseComponents"}
    with Bundle.open(path) as bundle:
        assert bundle.check() == []
        assert {collection: list(bundle.read(collection)) for collection in bundle.collections} == expected


def test_two_users_with_the_same_profile_id_get_different_rows(tmp_path: Path) -> None:
    profile = {
        "profileId": "p1",
        "profileType": "lti",
        "vendorId": "v",
        "credentials": [{"type": "oauth", "username": "ana"}],
    }
    roles = [{**USER["roles"][0], "userProfile": "p1"}]
    with BundleWriter(tmp_path / "out") as writer:
        writer.write("orgs", {"sourcedId": "s1", "name": "School", "type": "school"})
        for one, profile_id in (("u1", "p1"), ("u2", "p1"), ("u3", "u2-profile-1"), ("u4", "u4-profile-1")):
            own = [{**profile, "profileId": profile_id}]
            assert writer.write("users", {**USER, "sourcedId": one, "roles": roles, "userProfiles": own})
    assert [problem for problem in check(tmp_path / "out") if problem.severity == "error"] == []
    with Bundle.open(tmp_path / "out") as bundle:
        profiles = [
            (user["userProfiles"][0]["profileId"], user["roles"][0].get("userProfile")) for user in bundle.read("users")
        ]
    assert profiles[:2] == [("p1", "p1"), ("u2-profile-1", "u2-profile-1")]
    assert len({one for one, _ in profiles}) == 4


def test_refused_has_the_right_reason_after_a_thousand_refusals(tmp_path: Path) -> None:
    with BundleWriter(tmp_path / "out") as writer:
        for number in range(1100):
            assert not writer.write("users", {**USER, "sourcedId": f"u {number}"})
        assert not writer.accepts("users", {**USER, "givenName": ""})
        assert writer.refused is not None
        assert (writer.refused.sourced_id, writer.refused.property) == ("u1", "givenName")
        assert writer.accepts("users", USER)
        assert writer.refused is None
