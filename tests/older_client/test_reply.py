"""Replies are dictionaries with attribute access."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from timeback_client._reply import ListReply, Reply

WHOLE = '{"user": {"sourcedId": "u", "givenName": "John", "roles": [{"org": {"sourcedId": "o"}}]}}'
LIST = '{"users": [{"sourcedId": "a"}, {"sourcedId": "b"}], "totalCount": 2}'


@pytest.fixture
def user() -> Reply:
    return json.loads(WHOLE, object_hook=Reply)


@pytest.fixture
def users() -> ListReply:
    return ListReply(json.loads(LIST, object_hook=Reply))


def test_a_reply_is_a_dictionary(user: Reply, users: ListReply) -> None:
    for reply, text in ((user, WHOLE), (users, LIST)):
        plain = json.loads(text)
        assert isinstance(reply, dict)
        assert reply == plain
        assert dict(reply) == {**reply} == plain
        assert json.dumps(reply) == text
        assert list(reply.keys()) == list(plain)
        assert len(reply) == len(plain)
        for other in (copy.copy(reply), copy.deepcopy(reply), pickle.loads(pickle.dumps(reply))):
            assert type(other) is type(reply)
            assert other == plain
    assert "users" in users
    assert "a" not in users


def test_attributes_reach_the_object_inside(user: Reply) -> None:
    assert user.sourcedId == "u"
    assert user.user.roles[0].org.sourcedId == "o"
    user.givenName = "Jonathan"
    user.familyName = "Doe"
    assert user["user"]["givenName"] == "Jonathan"
    assert set(user) == {"user"}
    assert user["user"]["familyName"] == "Doe"
    del user.familyName
    assert not hasattr(user, "familyName")
    with pytest.raises(AttributeError, match="Did you mean 'givenName'"):
        _ = user.givenname
    with pytest.raises(AttributeError):
        del user.nothing


def test_iterating_a_list_gives_its_objects(users: ListReply) -> None:
    assert [each.sourcedId for each in users] == ["a", "b"]
    assert users.totalCount == 2
