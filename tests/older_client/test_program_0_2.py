"""A program for version 0.2 of the older client, against a server: uses every name of that version."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime

import pytest
import requests

from timeback.sandbox import Sandbox
from timeback_client import (
    GradebookService,
    QTIService,
    ResourcesService,
    RosteringService,
    TimeBackClient,
    migrate_users,
    verify_migration,
)
from timeback_client.api.assessment_items import AssessmentItemsAPI
from timeback_client.api.orgs import OrgsAPI
from timeback_client.api.users import UsersAPI
from timeback_client.core.client import TimeBackService
from timeback_client.models.org import Org, OrgStatus, OrgType
from timeback_client.models.org import OrgRef as ParentRef
from timeback_client.models.qti import (
    QTIAssessmentItem,
    QTIAssessmentTest,
    QTICardinalityType,
    QTIChoice,
    QTIElement,
    QTIFeedbackBlock,
    QTIInlineFeedback,
    QTIInteraction,
    QTIInteractionType,
    QTIItemBody,
    QTIItemRef,
    QTIObjectAttributes,
    QTIOutcomeDeclaration,
    QTIQuestionStructure,
    QTIResponseDeclaration,
    QTIResponseProcessing,
    QTIRubric,
    QTISection,
    QTIStimulus,
    QTITestPart,
)
from timeback_client.models.user import (
    Address,
    Credential,
    EnabledUser,
    OrgRef,
    ResourceRef,
    RoleAssignment,
    User,
    UserId,
    UserProfile,
    UserRole,
    UserStatus,
)
from timeback_client.scripts.migrate_users import get_all_users

from .conftest import Asked, Mirror


def a_user(sourced_id: str, **more: object) -> User:
    org = OrgRef(sourcedId="org-district")
    return User(
        sourcedId=sourced_id,
        givenName="John",
        familyName="Doe",
        roles=[RoleAssignment(role=UserRole.STUDENT, org=org)],
        **more,
    )


def test_users_from_creation_to_deletion(client: TimeBackClient) -> None:
    users = client.rostering.users
    created = users.create_user(a_user("u1", email="u1@example.org", phone="555"))
    assert created["sourcedIdPairs"]["suppliedSourcedId"] == "u1"
    sourced_id = created["sourcedIdPairs"]["allocatedSourcedId"]

    user = users.get_user(sourced_id)
    assert user["user"]["givenName"] == "John"
    assert user.givenName == "John"
    user.givenName = "Jonathan"
    users.update_user(user.sourcedId, user)
    assert users.get_user(sourced_id)["user"]["givenName"] == "Jonathan"
    assert users.get_user(sourced_id)["user"]["metadata"]["phone"] == "555"

    assert set(users.get_user(sourced_id, fields=["sourcedId", "givenName"])["user"]) == {"sourcedId", "givenName"}
    assert json.loads(json.dumps(users.delete_user(sourced_id))) == users.delete_user(sourced_id)
    assert "message" in users.delete_user("nobody")


def test_a_user_from_a_dictionary(client: TimeBackClient) -> None:
    data = {
        "sourcedId": "u2",
        "givenName": "Mary",
        "familyName": "Major",
        "roles": [{"role": "teacher", "org": {"sourcedId": "org-district"}}],
    }
    client.rostering.users.create_user(data)
    client.rostering.users.create_user({"user": {**data, "sourcedId": "u3"}})
    assert client.rostering.users.get_user("u3")["user"]["roles"][0]["roleType"] == "primary"
    data["familyName"] = "Minor"
    client.rostering.users.update_user("u2", data)
    assert client.rostering.users.get_user("u2").familyName == "Minor"
    with pytest.raises(ValueError, match="sourcedId"):
        client.rostering.users.create_user({"user": {"givenName": "Nobody"}})


def test_lists_of_users(client: TimeBackClient) -> None:
    reply = client.rostering.users.list_users(
        limit=5,
        offset=2,
        sort="familyName",
        order_by="desc",
        filter_expr="role='student'",
        fields=["sourcedId", "familyName"],
    )
    names = [user["familyName"] for user in reply["users"]]
    assert len(names) == 5
    assert names == sorted(names, reverse=True)
    assert [user.familyName for user in reply] == names
    assert len(client.rostering.users.list_users()["users"]) == reply["totalCount"] or reply["totalCount"] < 40


def test_organisations(client: TimeBackClient) -> None:
    orgs = client.rostering.orgs
    assert orgs.list_orgs(limit=1, offset=0)["orgs"][0]["sourcedId"]
    created = orgs.create_org({"sourcedId": "o1", "name": "A school", "type": "school"})
    assert orgs.get_org(sourcedId=created["sourcedIdPairs"]["allocatedSourcedId"])["org"]["name"] == "A school"
    with pytest.raises(requests.exceptions.HTTPError) as caught:
        orgs.get_org("nowhere")
    assert caught.value.response.status_code == 404
    assert caught.value.response.json()["imsx_codeMajor"] == "failure"


def test_classes_by_themselves(box: Sandbox) -> None:
    users = UsersAPI(box.url, box.client_id, box.client_secret)
    assert users.list_users(limit=1)["users"]
    assert OrgsAPI(base_url=box.url, client_id=box.client_id, client_secret=box.client_secret).list_orgs()["orgs"]
    with pytest.raises(requests.exceptions.HTTPError) as caught:
        UsersAPI(box.url).list_users(limit=1)
    assert caught.value.response.status_code == 401


def test_services(box: Sandbox, client: TimeBackClient) -> None:
    for service, base_path in (
        (client.rostering, "/ims/oneroster/rostering/v1p2"),
        (client.gradebook, "/ims/oneroster/gradebook/v1p2"),
        (client.resources, "/ims/oneroster/resources/v1p2"),
    ):
        assert isinstance(service, TimeBackService)
        assert (service.base_url, service.api_path) == (box.url, base_path)
    assert client.qti.qti_url == box.qti_url
    assert RosteringService(box.url, box.client_id, box.client_secret).users.list_users(limit=1)["users"]
    assert GradebookService(box.url).base_url == ResourcesService(f"{box.url}/").base_url == box.url
    assert QTIService(box.url, box.url).qti_url == f"{box.url}/api"
    assert TimeBackService(box.url, "rostering").api_path.endswith("/rostering/v1p2")


def test_constants() -> None:
    assert TimeBackClient.DEFAULT_STAGING_URL == "http://staging.alpha-1edtech.com/"
    assert TimeBackClient.DEFAULT_PRODUCTION_URL == "https://alpha-1edtech.com/"
    assert TimeBackClient.DEFAULT_QTI_URL == "https://qti.alpha-1edtech.com"
    assert QTIService.DEFAULT_QTI_URL.endswith("herokuapp.com/api")


def test_what_a_user_consists_of() -> None:
    user = a_user(
        "u1",
        status=UserStatus.ACTIVE,
        enabledUser=EnabledUser(True),
        phone="555",
        address=Address(country="US", city="Austin", state="TX", zip="73301"),
        metadata={"house": "red"},
        userIds=[UserId(type="sis", identifier="7")],
        userProfiles=[
            UserProfile(
                profileId="p",
                profileType="app",
                vendorId="v",
                credentials=[Credential(type="login", username="jd", password="secret")],
            )
        ],
        primaryOrg=OrgRef(sourcedId="org-district"),
        agents=["parent-1"],
        resources=[ResourceRef(href="https://example.org/r", sourcedId="r", type="resource")],
    )
    body = user.to_dict()["user"]
    assert body["metadata"] == {
        "house": "red",
        "phone": "555",
        "address": {"country": "US", "city": "Austin", "state": "TX", "zip": "73301"},
    }
    assert "phone" not in body
    assert "address" not in body
    assert "email" not in body
    assert body["enabledUser"] is True
    assert body["agents"] == [{"sourcedId": "parent-1", "type": "user"}]
    assert body["roles"] == [
        {"roleType": "primary", "role": "student", "org": {"sourcedId": "org-district", "type": "org"}}
    ]
    assert body["userProfiles"][0]["credentials"][0]["username"] == "jd"
    assert isinstance(user.dateLastModified, datetime)
    assert user.to_create_dict() == user.to_update_dict() == {"user": body}
    assert user.model_dump()["roles"][0]["role"] is UserRole.STUDENT
    assert user.phone == "555"
    assert user.validate_roles(user.roles) == user.roles


@pytest.mark.parametrize(
    "wrong",
    [
        {"sourcedId": None},
        {"roles": []},
        {"givenName": None},
        {"givenName": 7},
        {"status": "gone"},
        {"roles": [{"role": "wizard", "org": {"sourcedId": "o"}}]},
        {"roles": [{"role": "student"}]},
        {"roles": "student"},
    ],
)
def test_a_user_that_is_wrong_is_a_value_error(wrong: dict[str, object]) -> None:
    right = {
        "sourcedId": "u",
        "givenName": "A",
        "familyName": "B",
        "roles": [{"role": "student", "org": {"sourcedId": "o"}}],
    }
    User(**right)
    with pytest.raises(ValueError, match=r"User|RoleAssignment"):
        User(**{**right, **wrong})


def test_enumerations() -> None:
    assert UserRole("districtAdministrator") is UserRole.DISTRICT_ADMIN
    assert {UserRole.SITE_ADMIN, UserRole.SYSTEM_ADMIN} == {"siteAdministrator", "systemAdministrator"}
    roles = "AIDE COUNSELOR GUARDIAN PARENT PRINCIPAL PROCTOR RELATIVE STUDENT TEACHER"
    assert [UserRole[name].value for name in roles.split()] == roles.lower().split()
    assert [status.value for status in UserStatus] == ["active", "tobedeleted"]
    assert {status.name for status in OrgStatus} == {"ACTIVE", "TOBEDELETED", "INACTIVE"}
    assert {kind.name for kind in OrgType} == {"DEPARTMENT", "DISTRICT", "LOCAL", "NATIONAL", "SCHOOL", "STATE"}
    assert {kind.name for kind in QTICardinalityType} == {"SINGLE", "MULTIPLE", "ORDERED", "RECORD"}
    assert QTIInteractionType.GRAPHIC_GAP_MATCH == "graphic-gap-match"
    assert QTIInteractionType.CUSTOM.value == "custom"
    assert str(UserStatus.ACTIVE) == "UserStatus.ACTIVE"
    assert json.dumps(UserStatus.ACTIVE) == '"active"'


def test_an_organisation_as_a_model() -> None:
    org = Org(
        sourcedId="o",
        status=OrgStatus.ACTIVE,
        dateLastModified="2025-01-01T00:00:00Z",
        name="A school",
        type=OrgType.SCHOOL,
        identifier="7",
        parent=ParentRef(sourcedId="d", type="district"),
        children=[ParentRef(sourcedId="c", type="school")],
    )
    assert org.model_dump(mode="json", exclude_none=True) == {
        "sourcedId": "o",
        "status": "active",
        "dateLastModified": "2025-01-01T00:00:00Z",
        "name": "A school",
        "type": "school",
        "identifier": "7",
        "parent": {"sourcedId": "d", "type": "district"},
        "children": [{"sourcedId": "c", "type": "school"}],
    }


def an_item(identifier: str) -> QTIAssessmentItem:
    return QTIAssessmentItem(
        identifier=identifier,
        title="Sums",
        type="choice",
        interaction=QTIInteraction(
            type=QTIInteractionType.CHOICE,
            responseIdentifier="RESPONSE",
            questionStructure=QTIQuestionStructure(
                prompt="1 + 1", choices=[QTIChoice(identifier="A", content="2"), QTIChoice(identifier="B", content="3")]
            ),
        ),
        responseDeclarations=[
            QTIResponseDeclaration(
                identifier="RESPONSE",
                cardinality="SINGLE",
                baseType="identifier",
                correctResponse={"value": ["A"]},
            )
        ],
        outcomeDeclarations=[
            QTIOutcomeDeclaration(identifier="SCORE", cardinality="single", baseType="float", normalMaximum=1.0)
        ],
        responseProcessing=QTIResponseProcessing(
            templateType="match_correct",
            responseDeclarationIdentifier="RESPONSE",
            outcomeIdentifier="SCORE",
            inlineFeedback=QTIInlineFeedback(outcomeIdentifier="F", variableIdentifier="V"),
        ),
        feedbackBlock=[QTIFeedbackBlock(outcomeIdentifier="F", identifier="A", content="Yes")],
        rubrics=[QTIRubric(use="instructions", view="candidate", body="Choose")],
        stimulus=QTIStimulus(identifier="s1"),
        itemBody=QTIItemBody(elements=[QTIElement(type="text", content="Hello")]),
        metadata={"subject": "Math"},
    )


def test_assessment_items(mirror: Mirror, mirrored: TimeBackClient, asked: Asked) -> None:
    items = mirrored.qti.assessment_items
    assert isinstance(items, AssessmentItemsAPI)
    item = an_item("i1")
    items.create_assessment_item(item)
    sent = mirror.asked[-1]["body"]
    assert sent["interaction"] == {
        "type": "choice",
        "responseIdentifier": "RESPONSE",
        "shuffle": False,
        "maxChoices": 1,
        "questionStructure": {
            "prompt": "1 + 1",
            "choices": [{"identifier": "A", "content": "2"}, {"identifier": "B", "content": "3"}],
        },
    }
    assert sent["responseDeclarations"][0]["cardinality"] == "single"
    assert sent["feedbackBlock"][0]["showHide"] == "show"
    assert sent["stimulus"] == {"identifier": "s1"}
    asked("POST /api/assessment-items", body=item.model_dump(mode="json", by_alias=True, exclude_none=True))
    items.create_assessment_item({"identifier": "i2", "title": "T", "type": "choice"})
    asked("POST /api/assessment-items", body={"identifier": "i2", "title": "T", "type": "choice"})
    items.get_assessment_item("i1")
    asked("GET /api/assessment-items/i1")
    items.get_assessment_item(f"{mirror.url}/api/assessment-items/i1")
    asked("GET /api/assessment-items/i1")
    items.update_assessment_item("i1", item)
    assert mirror.asked[-1]["method"] == "PUT"
    items.delete_assessment_item("i1")
    asked("DELETE /api/assessment-items/i1")
    items.list_assessment_items()
    asked("GET /api/assessment-items")
    items.list_assessment_items(limit=10, offset=20, search="sum")
    asked("GET /api/assessment-items", page="3", limit="10", query="sum")
    alone = AssessmentItemsAPI(f"{mirror.url}/api")
    assert alone.get_assessment_item("i1")["authorization"] is None
    assert alone.qti_url == f"{mirror.url}/api"


def test_what_a_test_consists_of() -> None:
    test = QTIAssessmentTest(
        identifier="t",
        title="Test",
        toolVersion="1",
        toolName="ours",
        qti_test_part=[
            QTITestPart(
                identifier="p",
                qti_assessment_section=[
                    QTISection(
                        identifier="s",
                        title="S",
                        keep_together=True,
                        class_=["a"],
                        qti_assessment_item_ref=[QTIItemRef(identifier="i", href="/i", class_=["b"], category=["c"])],
                    )
                ],
            )
        ],
        qti_outcome_declaration=[QTIOutcomeDeclaration(identifier="SCORE", cardinality="single", baseType="float")],
    )
    part = test.model_dump(by_alias=True, exclude_none=True)["qti-test-part"][0]
    assert part == {
        "identifier": "p",
        "navigationMode": "linear",
        "submissionMode": "individual",
        "qti-assessment-section": [
            {
                "class": ["a"],
                "keep-together": True,
                "identifier": "s",
                "title": "S",
                "visible": True,
                "qti-assessment-item-ref": [{"identifier": "i", "href": "/i", "class": ["b"], "category": ["c"]}],
            }
        ],
    }
    assert QTITestPart(**part) == test.qti_test_part[0]
    slider = QTIInteraction(
        type="slider",
        responseIdentifier="R",
        lower_bound=0.0,
        upper_bound=5.0,
        step_label=True,
        object=QTIObjectAttributes(data="d", height=1, width=2, type="image/png"),
        anything="goes",
    )
    sent = slider.model_dump(by_alias=True, exclude_none=True)
    assert (sent["lower-bound"], sent["step-label"], sent["anything"]) == (0.0, True, "goes")
    assert QTIInteraction.model_config["extra"] == "allow"
    declaration = QTIResponseDeclaration(identifier="R", cardinality="single", baseType="directedpair")
    assert declaration.serialize_cardinality("MULTIPLE", None) == "multiple"
    assert declaration.serialize_base_type("DIRECTEDPAIR", None) == declaration.baseType == "directedPair"
    item = an_item("i")
    assert item.serialize_interaction(item.interaction, None)["type"] == "choice"


def test_the_migration(box: Sandbox) -> None:
    with Sandbox() as target:
        staging = TimeBackClient(box.url, client_id=box.client_id, client_secret=box.client_secret)
        prod = TimeBackClient(target.url, client_id=target.client_id, client_secret=target.client_secret)
        with staging, prod:
            everyone = get_all_users(staging)
            for org in staging.rostering.orgs.list_orgs(limit=1000)["orgs"]:
                prod.rostering.orgs.create_org({**org, "children": []})
            expected = sum(user["status"] != "tobedeleted" for user in everyone)
            assert migrate_users(staging, prod, dry_run=True) == (len(everyone), 0, [])
            assert not verify_migration(staging, prod)
            total, successful, failed = migrate_users(staging, prod)
            assert (total, successful, failed) == (len(everyone), expected, [])
            assert verify_migration(staging, prod) is True
            prod.rostering.users.delete_user(everyone[0]["sourcedId"])
            assert verify_migration(staging, prod) is False


@pytest.mark.slow
def test_the_migration_as_a_program(box: Sandbox) -> None:
    with Sandbox() as target:
        command = [sys.executable, "-m", "timeback_client.scripts.migrate_users", "--dry-run"]
        for option, server in (("staging", box), ("prod", target)):
            command += [f"--{option}-client-id", server.client_id, f"--{option}-client-secret", server.client_secret]
            command += [f"--{option}-api-url={server.url}", f"--{option}-token-url={server.token_url}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert "dry run" in done.stdout
        assert [line.partition(":")[0] for line in done.stderr.splitlines()[:2]] == ["warning", "warning"], (
            "two secrets"
        )
        with_tokens = [argument for argument in command if argument != "--dry-run"]
        moved = subprocess.run(with_tokens, capture_output=True, text=True, timeout=60)
        assert moved.returncode == 1  # production lacks the organisations
        assert "Verification failed" in moved.stdout
