"""Models have the interface of pydantic models."""

from __future__ import annotations

import copy
import json

import pytest

from timeback_api.rostering.models import User as Generated
from timeback_client._paging import cut
from timeback_client._reply import Reply
from timeback_client.models.line_item import LineItem
from timeback_client.models.qti import QTIAssessmentItem, QTIInteraction, QTIStimulus
from timeback_client.models.user import EnabledUser, OrgRef, RoleAssignment, User

ROLE = {"role": "student", "org": {"sourcedId": "o"}}


def a_user(**more: object) -> User:
    return User(**{"sourcedId": "u", "givenName": "A", "familyName": "B", "roles": [ROLE], **more})


def test_every_property_of_the_specification_is_there() -> None:
    user = a_user()
    for field in Generated.FIELDS.values():
        assert hasattr(user, field.wire)


def test_nested_dictionaries_become_models() -> None:
    role = a_user().roles[0]
    assert isinstance(role, RoleAssignment)
    assert isinstance(role.org, OrgRef)
    assert role.org.type == "org"


def test_dumps() -> None:
    user = a_user(email="a@example.org")
    assert user.dict() == user.model_dump()
    assert user.model_dump(include={"sourcedId", "email"}) == {"sourcedId": "u", "email": "a@example.org"}
    assert "email" not in user.model_dump(exclude=["email"])
    assert set(user.model_dump(exclude_unset=True)) == {"sourcedId", "givenName", "familyName", "roles", "email"}
    assert json.loads(user.model_dump_json(exclude_none=True)) == user.model_dump(mode="json", exclude_none=True)
    assert json.loads(user.json())["middleName"] is None
    assert User.model_validate(user.model_dump()) == user
    assert User.model_validate(user) is user
    with pytest.raises(ValueError, match="dict"):
        User.model_validate("text")


def test_unknown_names_are_ignored_and_unknown_attributes_refused() -> None:
    user = a_user(shoeSize=43)
    assert "shoeSize" not in user.to_dict()["user"]
    with pytest.raises(ValueError, match="shoeSize"):
        user.shoeSize = 43
    with pytest.raises(AttributeError):
        _ = user.shoeSize


def test_copies_and_equality() -> None:
    user = a_user()
    other = user.model_copy(update={"givenName": "C"})
    assert (user.givenName, other.givenName) == ("A", "C")
    assert user != other
    deep = copy.deepcopy(user)
    deep.roles[0].role = "teacher"
    assert user.roles[0].role == "student"
    assert "A" not in repr(user)
    assert "'u'" in repr(user)


def test_enabled_user() -> None:
    assert (str(EnabledUser(True)), bool(EnabledUser(False))) == ("true", False)
    assert EnabledUser(True) == EnabledUser(True)
    assert a_user(enabledUser=EnabledUser(False)).enabledUser is False
    assert a_user(enabledUser="true").to_dict()["user"]["enabledUser"] == "true"


def test_a_reply_can_be_made_a_model() -> None:
    reply = json.loads(json.dumps({"user": a_user().to_dict()["user"]}), object_hook=Reply)
    user = User(**reply["user"])
    assert user.sourcedId == "u"
    assert User.from_dict(reply) == user


def test_what_a_server_sends_is_not_checked_and_goes_back() -> None:
    odd = {"title": 7, "status": "gone", "course": {"odd": 1}, "new": [1], "class": None}
    item = LineItem.from_reply(odd)
    assert (item.title, item.status, item.sourcedId) == (7, "gone", None)
    assert item.to_dict() == {"title": 7, "status": "gone", "course": {"odd": 1}, "new": [1]}


def test_interactions_keep_what_they_do_not_know() -> None:
    interaction = QTIInteraction(type="hotspot", responseIdentifier="R", questionStructure={"hotspots": []})
    assert interaction.questionStructure == {"hotspots": []}
    item = QTIAssessmentItem(identifier="i", interaction=interaction, stimulus=QTIStimulus(identifier="s"))
    assert item.to_dict()["interaction"]["questionStructure"] == {"hotspots": []}


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 10])
def test_offsets_are_cut_out_of_one_page(limit: int) -> None:
    everything = list(range(40))

    def fetch(page: int | None, size: int | None) -> dict[str, list[int]]:
        size = size or 40
        start = ((page or 1) - 1) * size
        return {"items": everything[start : start + size]}

    for offset in range(30):
        assert cut(fetch, limit, offset)["items"] == everything[offset : offset + limit]
