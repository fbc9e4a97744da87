"""Comparison of objects: which values are equal and which differences are reported."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.migration.reporting import comparison
from timeback.migration.reporting.comparison import compare_objects, strip_managed
from timeback_runtime.numbers import loads

from .server import user


def found(left: dict[str, Any], right: dict[str, Any]) -> list[tuple[str, str]]:
    return [(difference.path, difference.kind) for difference in compare_objects("users", "u1", left, right)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"dateLastModified": "2024"}, {"dateLastModified": "2025"}),
        ({"password": "x"}, {}),
        ({"userProfiles": [{"credentials": [{"type": "t", "password": "x"}]}]}, {"userProfiles": [{"credentials": [{"type": "t"}]}]}),  # noqa: E501
        ({"email": None}, {}),
        ({"agents": []}, {}),
        ({"metadata": {}}, {"metadata": None}),
        ({"enabledUser": True}, {"enabledUser": "true"}),
        ({"schoolYear": 2025}, {"schoolYear": "2025"}),
        ({"schoolYear": 2025.0}, {"schoolYear": "2025"}),
        ({"primaryOrg": {"sourcedId": "o", "href": "a", "type": "org"}}, {"primaryOrg": {"sourcedId": "o", "href": "b"}}),  # noqa: E501
        ({"agents": [{"sourcedId": "a"}, {"sourcedId": "b"}]}, {"agents": [{"sourcedId": "b", "type": "user"}, {"sourcedId": "a"}]}),  # noqa: E501
        ({"roles": [{"role": "aide"}, {"role": "proctor"}]}, {"roles": [{"role": "proctor"}, {"role": "aide"}]}),
        ({"userIds": [{"type": "a", "identifier": "1"}, {"type": "b", "identifier": "2"}]}, {"userIds": [{"type": "b", "identifier": "2"}, {"type": "a", "identifier": "1"}]}),  # noqa: E501
        ({"beginDate": "2025-01-01T00:00:00.000Z"}, {"beginDate": "2025-01-01T01:00:00+01:00"}),
    ],
)  # fmt: skip
def test_equal(left: dict[str, Any], right: dict[str, Any]) -> None:
    assert found(left, right) == found(right, left) == []


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"givenName": "a"}, {"givenName": "b"}, [("givenName", "changed")]),
        ({"givenName": "a"}, {}, [("givenName", "removed")]),
        ({}, {"givenName": ""}, [("givenName", "added")]),
        ({"enabledUser": True}, {"enabledUser": "false"}, [("enabledUser", "changed")]),
        ({"enabledUser": True}, {"enabledUser": 1}, [("enabledUser", "changed")]),
        ({"grades": ["01", "02"]}, {"grades": ["02", "01"]}, [("grades[0]", "changed"), ("grades[1]", "changed")]),
        ({"grades": ["01"]}, {"grades": ["01", "02"]}, [("grades[1]", "added")]),
        ({"grades": ["01", "02"]}, {"grades": ["01"]}, [("grades[1]", "removed")]),
        ({"agents": [{"sourcedId": "a"}]}, {"agents": [{"sourcedId": "b"}]}, [("agents[0]", "removed"), ("agents[0]", "added")]),  # noqa: E501
        ({"primaryOrg": {"sourcedId": "a"}}, {"primaryOrg": {"sourcedId": "b"}}, [("primaryOrg.sourcedId", "changed")]),
        ({"primaryOrg": {"sourcedId": "a", "type": "org"}}, {"primaryOrg": {"sourcedId": "a", "type": "x"}}, [("primaryOrg.type", "changed")]),  # noqa: E501
        ({"roles": [{"role": "aide"}, {"role": "x"}]}, {"roles": [{"role": "x"}, {"role": "proctor"}]}, [("roles[0].role", "changed")]),  # noqa: E501
        ({"roles": [{"role": "aide"}]}, {"roles": [{"role": "x"}, {"role": "aide"}]}, [("roles[0]", "added")]),
        ({"beginDate": "2025-01-01"}, {"beginDate": "2025-01-02"}, [("beginDate", "changed")]),
        ({"metadata": {"a": {"b c": [1, 2]}}}, {"metadata": {"a": {"b c": [2, 1]}}}, [("metadata.a['b c'][0]", "changed"), ("metadata.a['b c'][1]", "changed")]),  # noqa: E501
        ({"metadata": {"flag": True}}, {"metadata": {"flag": "true"}}, [("metadata.flag", "changed")]),
        ({"metadata": {"flag": True}}, {"metadata": {"flag": 1}}, [("metadata.flag", "changed")]),
        ({"metadata": {"at": "2025-01-01T00:00Z"}}, {"metadata": {"at": "2025-01-01T00:00+00:00"}}, [("metadata.at", "changed")]),  # noqa: E501
        ({"metadata": {"r": {"sourcedId": "a", "href": "x"}}}, {"metadata": {"r": {"sourcedId": "a", "href": "y"}}}, [("metadata.r.href", "changed")]),  # noqa: E501
        ({"metadata": {"password": "x"}}, {"metadata": {"password": "y"}}, [("metadata.password", "changed")]),
        ({"roles": {"odd": 1}}, {"roles": [1]}, [("roles", "changed")]),
    ],
)  # fmt: skip
def test_different(left: dict[str, Any], right: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(left, right) == expected


def test_repr_and_str_of_a_difference_have_no_values() -> None:
    (difference,) = compare_objects("users", "u1", {"givenName": "Zoë"}, {"givenName": "Zoe"})
    assert (difference.left, difference.right) == ("Zoë", "Zoe")
    assert "Zo" not in repr(difference) + str(difference)
    assert str(difference) == "users u1 givenName: changed"


def test_managed_properties_are_not_sent() -> None:
    sent = strip_managed(
        user(
            "u1",
            password="x",
            userProfiles=[{"profileId": "p", "credentials": [{"type": "t", "username": "n", "password": "x"}]}],
            metadata={"password": "kept", "href": "kept", "sourcedId": "kept", "dateLastModified": "kept"},
            email=None,
            unknown={"href": "kept"},
        )
    )
    assert sent == {
        "sourcedId": "u1",
        "status": "active",
        "enabledUser": True,
        "givenName": "Given u1",
        "familyName": "O'Family",
        "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "o1", "type": "org"}}],
        "userProfiles": [{"profileId": "p", "credentials": [{"type": "t", "username": "n"}]}],
        "metadata": {"password": "kept", "href": "kept", "sourcedId": "kept", "dateLastModified": "kept"},
        "email": None,
        "unknown": {"href": "kept"},
    }


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("1", "1.0", True),
        ("1e2", "100", True),
        ("0.1", "0.10", True),
        ("1e23", "1" + "0" * 23, True),
        ("9007199254740993", "9007199254740992.0", False),
        ("0.1", "0.1000000000000000055511151231257827", False),
        ("0.10000000000000000555", "0.100000000000000005550", True),
        ("12345678901234567890123", "12345678901234567890124", False),
        ("1e400", "1e401", False),
        ("1e400", "10e399", True),
        ("1", "true", False),
        ("0", "false", False),
    ],
)
def test_numbers_compare_by_the_value_of_their_text(left: str, right: str, same: bool) -> None:
    form = '{"sourcedId":"r","score":%s,"metadata":{"n":[%s]}}'
    one, other = (loads((form % (text, text)).encode()) for text in (left, right))
    found = [difference.path for difference in compare_objects("results", "r", one, other)]
    assert found == ([] if same else ["score", "metadata.n[0]"])


@pytest.mark.parametrize(("text", "same"), [("2026", True), ("2026.0", False), ("2027", False)])
def test_a_year_as_text_equals_the_number(text: str, same: bool) -> None:
    assert (compare_objects("academicSessions", "s", {"schoolYear": 2026}, {"schoolYear": text}) == []) is same


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"metadata": {"flag": True}}, {"metadata": {"flag": 1}}),
        ({"givenName": True}, {"givenName": 1}),
        ({"metadata": {"x": loads(b"0.1")}}, {"metadata": {"x": loads(b"0.1000000000000000000000001")}}),
    ],
)
def test_values_that_are_equal_in_python_may_differ(left: dict[str, Any], right: dict[str, Any]) -> None:
    assert found(left, right)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.0, 1.0, 0.5]) | st.sampled_from(["", "a", "1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["sourcedId", "href", "x"]), inner),
    max_leaves=6,
)


@given(left=st.dictionaries(st.sampled_from(["metadata", "roles", "x", "y"]), JSON), data=st.data())
def test_objects_that_are_the_same_have_no_differences(left: dict[str, Any], data: st.DataObject) -> None:
    """The shortcut for such objects has the result of the rules."""
    right = data.draw(st.just(deepcopy(left)) | st.dictionaries(st.sampled_from(list(left) or ["x"]), JSON))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(comparison, "_bytes_of", lambda value: None)
        expected = found(left, right)
    assert found(left, right) == expected
    assert not (comparison.are_same_without_urls(left, right) and expected)
