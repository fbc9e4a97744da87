"""Arguments of constructors and calls that are wrong: the error is a sentence that names the right one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import InvalidRequestError
from timeback_api.rostering.models import Org, Role, User

CLIENTS = pytest.mark.parametrize("kind", [TimeBackClient, AsyncTimeBackClient])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: User("u1"), ("User", "each property by name", "sourced_id=...")),  # type: ignore
        (lambda: User(givenName="Ada"), ("User has no property 'givenName'", "Did you mean 'given_name'?")),  # type: ignore
        (lambda: User(given_nam="Ada"), ("User has no property 'given_nam'", "Did you mean 'given_name'?")),  # type: ignore
        (lambda: Org(zzzz=1), ("Org has no property 'zzzz'.",)),  # type: ignore
        (lambda: User(given_name="Ada"), ("User: enabled_user, family_name, roles are missing",)),  # type: ignore
        (lambda: Org(type_="school"), ("Org: name is missing",)),  # type: ignore
    ],
)
def test_arguments_of_a_model(call: Callable[[], Any], words: tuple[str, ...]) -> None:
    with pytest.raises(TypeError) as caught:
        call()
    assert all(word in str(caught.value) for word in words), str(caught.value)
    assert "__init__" not in str(caught.value)


@CLIENTS
def test_arguments_of_a_client(kind: Any) -> None:
    with pytest.raises(TypeError, match=r"each setting by name, such as environment="):
        kind("staging")
    with pytest.raises(TypeError, match=r"no setting 'enviroment'. Did you mean 'environment'\?"):
        kind(enviroment="staging")
    with pytest.raises(TypeError, match=r"no setting 'clientId'. Did you mean 'client_id'\?"):
        kind(clientId="me")


@pytest.mark.parametrize("wrong", ["School", "scool", "SCHOOL"])
def test_a_wrong_value_of_an_enumeration_is_answered_with_the_right_one(wrong: str) -> None:
    with pytest.raises(
        InvalidRequestError, match=r"Org\.type_: expected one of .*school.* Did you mean 'school'\?"
    ) as caught:
        Org(name="Lakeside", type_=wrong)
    assert "got text" not in str(caught.value)
    assert wrong not in str(caught.value)


def test_a_value_that_is_like_no_other_is_answered_with_the_list() -> None:
    with pytest.raises(InvalidRequestError, match=r"Org\.type_: expected one of department, .*, got another text$"):
        Org(name="Lakeside", type_="Ada Byron")
    with pytest.raises(InvalidRequestError, match="got a number"):
        Org(name="Lakeside", type_=3)  # type: ignore[arg-type]


def test_a_wrong_value_in_a_list_of_dicts(local_client: TimeBackClient) -> None:
    user: dict[str, Any] = {
        "enabledUser": True,
        "givenName": "Ada",
        "familyName": "Byron",
        "roles": [{"roleType": "primary", "role": "Studnet", "org": {"sourcedId": "o1"}}],
    }
    with pytest.raises(InvalidRequestError, match=r"user\.roles\[0\]\.role: .* Did you mean 'student'\?"):
        local_client.rostering.users.create_user(user)
    assert Role.FIELDS["role"].required


@pytest.mark.parametrize("sort", ["-familyName", "+family_name", "familyName desc", "familyName:DESC"])
def test_a_sort_with_a_direction_names_order_by(local_client: TimeBackClient, sort: str) -> None:
    for call in (local_client.rostering.users.list_users, local_client.rostering.users.iter_users):
        with pytest.raises(InvalidRequestError, match=r"^sort: .*order_by='desc'"):
            call(sort=sort)


def test_a_sort_by_two_properties_is_refused(local_client: TimeBackClient) -> None:
    with pytest.raises(InvalidRequestError, match=r"^sort: .*one property"):
        local_client.rostering.users.list_users(sort="familyName,givenName")


@pytest.fixture
def local_client() -> Any:
    with TimeBackClient(api_url="http://127.0.0.1:9", client_id="me", client_secret="secret") as client:
        yield client
