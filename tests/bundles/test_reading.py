"""Reading: the JSON of each collection, and the variants that real exports contain."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.bundles.kit import HEADERS, ROWS, district, folder, lines, locations, manifest, zipped
from timeback.bundles import COLLECTIONS, Bundle, BundleError, Problem


def read(path: Path, collection: str, **options: Any) -> list[dict[str, Any]]:
    with Bundle.open(path, **options) as bundle:
        return list(bundle.read(collection))


def ref(id_: str, type_: str) -> dict[str, str]:
    return {"sourcedId": id_, "type": type_}


def test_a_whole_district_has_no_problems(tmp_path: Path) -> None:
    for path in (folder(tmp_path / "d", district()), zipped(tmp_path / "d.zip", district())):
        with Bundle.open(path) as bundle:
            assert bundle.check() == []
            assert bundle.version == "1.2"
            assert bundle.collections == COLLECTIONS
            assert set(bundle.modes.values()) == {"bulk"}
            assert bundle.root_org == "d1"


def test_users_come_with_roles_profiles_and_resources(tmp_path: Path) -> None:
    ana, ben = read(zipped(tmp_path / "d.zip", district()), "users")
    assert ana == {
        "sourcedId": "u1",
        "status": "active",
        "enabledUser": "true",
        "username": "ana",
        "userIds": [{"type": "sis", "identifier": "1"}, {"type": "state", "identifier": "a:2"}],
        "givenName": "Ana",
        "familyName": "Ortiz",
        "identifier": "id-1",
        "email": "ana@example.org",
        "agents": [ref("u2", "user")],
        "grades": ["09"],
        "userMasterIdentifier": "m-1",
        "preferredFirstName": "Annie",
        "preferredLastName": "Oz",
        "primaryOrg": ref("s1", "org"),
        "pronouns": "she",
        "roles": [
            {"roleType": "primary", "role": "student", "org": ref("s1", "org"), "beginDate": "2025-08-01",
             "userProfile": "p1"},
            {"roleType": "secondary", "role": "aide", "org": ref("d1", "org")},
        ],
        "userProfiles": [
            {"profileId": "p1", "profileType": "lti", "vendorId": "v", "applicationId": "a", "description": "About",
             "credentials": [{"type": "oauth", "username": "ana-login"}]},
        ],
        "resources": [ref("re1", "resource")],
    }  # fmt: skip
    assert ben["roles"] == [{"roleType": "primary", "role": "guardian", "org": ref("s1", "org")}]
    assert "userProfiles" not in ben


def test_everything_else_has_the_shape_of_the_rest_binding(tmp_path: Path) -> None:
    path = folder(tmp_path / "d", district())
    base = {"status": "active"}
    assert read(path, "academicSessions")[1] == base | {
        "sourcedId": "t1", "title": "Term", "type": "term", "startDate": "2025-08-01", "endDate": "2026-01-01",
        "parent": ref("y1", "academicSession"), "schoolYear": "2026", "org": ref("d1", "org"),
    }  # fmt: skip
    assert read(path, "courses") == [base | {
        "sourcedId": "co1", "academicSession": ref("y1", "academicSession"), "title": "Algebra", "courseCode": "ALG",
        "grades": ["09"], "org": ref("s1", "org"), "subjects": ["Mathematics"], "subjectCodes": ["02"],
        "resources": [ref("re1", "resource")],
    }]  # fmt: skip
    assert read(path, "classes") == [base | {
        "sourcedId": "cl1", "title": "Algebra 1", "grades": ["09", "10"], "course": ref("co1", "course"),
        "classCode": "A-1", "classType": "scheduled", "location": "Room 1", "school": ref("s1", "org"),
        "org": ref("s1", "org"), "terms": [ref("t1", "academicSession"), ref("y1", "academicSession")],
        "subjects": ["Math", "Logic"], "subjectCodes": ["02", "03"], "periods": ["1"],
        "resources": [ref("re1", "resource")],
    }]  # fmt: skip
    assert read(path, "lineItems") == [base | {
        "sourcedId": "li1", "title": "Sheet 1", "description": "Do it", "assignDate": "2025-09-01T00:00:00.000Z",
        "dueDate": "2025-09-08T00:00:00.000Z", "class": ref("cl1", "class"), "category": ref("ca1", "category"),
        "academicSession": ref("t1", "academicSession"), "resultValueMin": 0, "resultValueMax": 10.5,
        "school": ref("s1", "org"), "scoreScale": ref("sc1", "scoreScale"),
        "learningObjectiveSet": [{"source": "case", "learningObjectiveIds": ["obj-1", "obj-3"]},
                                 {"source": "unknown", "learningObjectiveIds": ["obj-2"]}],
    }]  # fmt: skip
    assert read(path, "results") == [base | {
        "sourcedId": "rs1", "lineItem": ref("li1", "lineItem"), "student": ref("u1", "user"),
        "scoreStatus": "fully graded", "score": 9.5, "scoreDate": "2025-09-09T00:00:00.000Z", "comment": "Good",
        "class": ref("cl1", "class"), "inProgress": "false", "incomplete": "false", "late": "true", "missing": "false",
        "scoreScale": ref("sc1", "scoreScale"),
        "learningObjectiveSet": [{"source": "case", "learningObjectiveResults": [
            {"learningObjectiveId": "obj-1", "score": 3}, {"learningObjectiveId": "obj-3", "textScore": "B"}]}],
    }]  # fmt: skip
    assert read(path, "scoreScales") == [base | {
        "sourcedId": "sc1", "title": "Letters", "type": "ordinal", "course": ref("co1", "course"),
        "class": ref("cl1", "class"), "scoreScaleValue": [{"itemValueLHS": "A", "itemValueRHS": "90-100"},
                                                          {"itemValueLHS": "B", "itemValueRHS": "80-89"}],
    }]  # fmt: skip
    assert read(path, "resources")[0]["roles"] == ["student", "teacher"]
    assert read(path, "categories")[0]["weight"] == 40
    assert read(path, "demographics")[0]["asian"] == "false"
    assert read(path, "enrollments")[0]["class"] == ref("cl1", "class")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks(tmp_path: Path, end: str, mark: bytes) -> None:
    files = {name: mark + text.replace("\r\n", end).encode() for name, text in district().items()}
    path = zipped(tmp_path / "d.zip", files)
    with Bundle.open(path) as bundle:
        # The standard permits the mark, and some programs cannot read it.
        assert {problem.rule for problem in bundle.check()} == ({"encoding"} if mark else set())
        assert {problem.severity for problem in bundle.check()} <= {"warning"}
    plain = zipped(tmp_path / "plain.zip", district())
    for collection in COLLECTIONS:
        assert read(path, collection) == read(plain, collection)


def test_a_line_break_in_quotation_marks_belongs_to_the_value(tmp_path: Path) -> None:
    rows = [
        'rs1,,,li1,u1,submitted,,2025-09-09,"One\nTwo\r\nThree",,,,,,',
        "rs2,,,li1,u1,submitted,x,2025-09-09,,,,,,,",
    ]
    path = zipped(tmp_path / "d.zip", district(results=rows))
    with Bundle.open(path) as bundle:
        assert next(bundle.read("results"))["comment"] == "One\nTwo\r\nThree"
        # Lines are counted as in an editor.
        assert ("results.csv", 5, "score", "number") in locations(bundle.check(), "error")


def test_columns_in_another_order_with_unknown_ones_and_other_case(tmp_path: Path) -> None:
    header = " name ,secretNote,TYPE,sourcedId,status,dateLastModified,identifier,parentSourcedId,metadata.boarding"
    files = district()
    files["orgs.csv"] = lines(header, "", "District,x,District,d1,,,06,,yes", ",,,,,,,,", "School,x,school,s1 ,,,,d1,")
    path = zipped(tmp_path / "d.zip", files)
    assert read(path, "orgs") == [
        {"sourcedId": "d1", "status": "active", "name": "District", "type": "district", "identifier": "06",
         "metadata": {"boarding": "yes"}},
        {"sourcedId": "s1", "status": "active", "name": "School", "type": "school", "parent": ref("d1", "org")},
    ]  # fmt: skip
    with Bundle.open(path) as bundle:
        problems = bundle.check()
    assert locations(problems, "error") == set()
    rules = {problem.rule for problem in problems if problem.file == "orgs.csv"}
    assert rules == {"spaces", "unknown-column", "column-name", "column-order", "case", "blank-row"}


def test_a_subfolder_backslashes_and_system_files_in_a_zip(tmp_path: Path) -> None:
    files = {f"export\\{name}": text for name, text in district().items()}
    files |= {"__MACOSX/export/._users.csv": "x", "export\\notes.txt": "x", "export\\.DS_Store": "x"}
    path = zipped(tmp_path / "d.zip", files)
    assert [org["sourcedId"] for org in read(path, "orgs")] == ["d1", "s1"]
    with Bundle.open(path) as bundle:
        assert {problem.rule for problem in bundle.check()} == {"sub-folder", "unknown-file"}


def test_delta_keeps_status_and_time_and_drops_deleted_parts(tmp_path: Path) -> None:
    stamp = "2026-01-02T03:04:05.678Z"
    files = {
        "manifest.csv": manifest({"users": "delta", "roles": "delta"}),
        "users.csv": lines(HEADERS["users"], f"u1,tobedeleted,{stamp},true,ana,,Ana,Ortiz" + "," * 14),
        "roles.csv": lines(
            HEADERS["roles"],
            f"r1,active,{stamp},u1,primary,student,,,s1,",
            f"r2,tobedeleted,{stamp},u1,secondary,aide,,,s1,",
        ),
    }
    [user] = read(folder(tmp_path / "d", files), "users")
    assert (user["status"], user["dateLastModified"]) == ("tobedeleted", stamp)
    assert [role["role"] for role in user["roles"]] == ["student"]


def test_passwords_are_only_read_on_request(tmp_path: Path) -> None:
    users = [ROWS["users"][0].replace(",09,,m-1", ",09,pa55,m-1"), ROWS["users"][1]]
    path = zipped(tmp_path / "d.zip", district(users=users, userProfiles=["p1,,,u1,lti,v,,,oauth,ana,wo4d"]))
    assert "pa55" not in str(read(path, "users"))
    assert "wo4d" not in str(read(path, "users"))
    with Bundle.open(path, passwords=True) as bundle:
        user = next(bundle.read("users"))
        assert user["password"] == "pa55"
        assert user["userProfiles"][0]["credentials"][0]["password"] == "wo4d"
        problems = bundle.check()
    assert {(p.file, p.rule) for p in problems} == {("users.csv", "password"), ("userProfiles.csv", "password")}
    assert "pa55" not in str(problems)


def test_a_broken_row_raises_or_is_reported_and_skipped(tmp_path: Path) -> None:
    rows = ["u1,,,2010-02-30,female" + "," * 11, "u2,,,,male" + "," * 11]
    path = zipped(tmp_path / "d.zip", district(demographics=rows))
    with pytest.raises(BundleError) as caught:
        read(path, "demographics")
    assert (caught.value.problem.line, caught.value.problem.column) == (2, "birthDate")
    assert "2010" not in str(caught.value)
    found: list[Problem] = []
    with Bundle.open(path) as bundle:
        kept = list(bundle.read("demographics", on_problem=found.append))
    assert [one["sourcedId"] for one in kept] == ["u2"]
    assert locations(found) == {("demographics.csv", 2, "birthDate", "date")}


def test_the_root_organisation_of_sessions(tmp_path: Path) -> None:
    orgs = ["d1,,,One,district,,", "d2,,,Two,district,,", "s1,,,School,school,,d1"]
    path = zipped(tmp_path / "d.zip", district(orgs=orgs))
    with pytest.raises(BundleError, match="root_org"):
        read(path, "academicSessions")
    assert {s["org"]["sourcedId"] for s in read(path, "academicSessions", root_org="d2")} == {"d2"}
    lone = zipped(tmp_path / "e.zip", district(orgs=["x,,,State,state,,", "d1,,,One,district,,", "s1,,,S,school,,d1"]))
    assert {s["org"]["sourcedId"] for s in read(lone, "academicSessions")} == {"d1"}


@pytest.mark.parametrize(
    ("orgs", "mode", "root", "detached"),
    [
        (["d1,,,One,district,,d1", "s1,,,S,school,,d1"], "bulk", "d1", ["d1"]),
        (["d1,,,One,district,,gone", "s1,,,S,school,,d1"], "bulk", "d1", ["d1"]),
        (["d1,,,One,district,,", "d2,,,Two,district,,gone"], "bulk", None, ["d2"]),
        (["d1,,,One,district,,", "s1,,,S,school,,gone"], "bulk", "d1", ["s1"]),
        # The parent is in an earlier bundle.
        (["s1,active,2025-07-01T00:00:00.000Z,S,school,,gone"], "delta", None, []),
    ],
)
def test_organisations_without_a_parent_in_the_bundle_are_at_the_top(
    tmp_path: Path, orgs: list[str], mode: str, root: str | None, detached: list[str]
) -> None:
    files = district(orgs=orgs)
    files["manifest.csv"] = files["manifest.csv"].replace("file.orgs,bulk", f"file.orgs,{mode}")
    path = zipped(tmp_path / "d.zip", files)
    with Bundle.open(path) as bundle:
        assert (bundle.root_org, bundle.detached_orgs) == (root, detached)


def test_version_1_1_is_read_as_1_2(tmp_path: Path) -> None:
    files = {f"{stem}.csv": district()[f"{stem}.csv"] for stem in ("orgs", "academicSessions", "courses", "classes")}
    files["users.csv"] = lines(
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
        'u1,,,TRUE,"s1, d1",administrator,ana,"{sis:1}",Ana,Ortiz,,,,,,,,',
    )
    files["categories.csv"] = lines("sourcedId,status,dateLastModified,title", "ca1,,,Homework")
    files["lineItems.csv"] = lines(
        "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,"
        "gradingPeriodSourcedId,resultValueMin,resultValueMax",
        "li1,,,Sheet,,2025-09-01,2025-09-08,cl1,ca1,t1,0,10",
    )
    files["demographics.csv"] = lines(
        HEADERS["demographics"].replace("sourcedId", "userSourcedId").replace("birthDate", "birthdate"),
        "u1,,,2010-02-28" + "," * 12,
    )
    files["manifest.csv"] = manifest({name[:-4]: "bulk" for name in files}, "1.1")
    path = zipped(tmp_path / "d.zip", files)
    with Bundle.open(path) as bundle:
        [user] = bundle.read("users")
        assert user["enabledUser"] == "true"
        assert user["roles"] == [
            {"roleType": "primary", "role": "administrator", "org": ref("s1", "org")},
            {"roleType": "secondary", "role": "administrator", "org": ref("d1", "org")},
        ]
        assert user["primaryOrg"] == ref("s1", "org")
        assert not {"role", "orgs"} & user.keys()
        [item] = bundle.read("lineItems")
        assert item["academicSession"] == ref("t1", "academicSession")
        assert item["school"] == ref("s1", "org")
        [person] = bundle.read("demographics")
        assert (person["sourcedId"], person["birthDate"]) == ("u1", "2010-02-28")
        assert {(m.file, m.column, m.property) for m in bundle.mapped} == {
            ("users.csv", "role", "roles[].role"),
            ("users.csv", "orgSourcedIds", "roles[].org"),
            ("users.csv", "orgSourcedIds", "primaryOrg"),
            ("lineItems.csv", "gradingPeriodSourcedId", "academicSession"),
            ("lineItems.csv", "classSourcedId", "school"),
        }
        assert locations(bundle.check(), "error") == set()


def test_absent_collections_are_empty_and_unknown_ones_raise(tmp_path: Path) -> None:
    path = folder(tmp_path / "d", {"manifest.csv": manifest({})})
    with Bundle.open(path) as bundle:
        assert bundle.check() == []
        assert list(bundle.read("users")) == []
        with pytest.raises(ValueError, match="courseComponents"):
            bundle.read("courseComponents")


def test_cells_as_long_as_the_limit_and_numbers_of_all_kinds(tmp_path: Path) -> None:
    long = "x" * csv.field_size_limit()
    rows = [f"ca1,,,{long},1e1", "ca2,,,Short,7.0"]
    path = zipped(tmp_path / "d.zip", district(categories=rows))
    one, two = read(path, "categories")
    assert (one["title"], one["weight"], two["weight"]) == (long, 10, 7)
