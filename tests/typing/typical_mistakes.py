"""Typical mistakes, each reported by mypy --strict and pyright. Never run.

Both report an ignore comment without an error, so a mistake that is no longer reported fails the check.
"""

from __future__ import annotations

from timeback import AsyncTimeBackClient, F, TimeBackClient
from timeback_api.rostering import AuthenticatedClient
from timeback_api.rostering.api.users import get_all_users, get_user
from timeback_api.rostering.models import Class, Org


def an_unknown_setting() -> None:
    TimeBackClient(enviroment="staging")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def a_setting_by_position() -> None:
    TimeBackClient("staging")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def a_misspelt_resource(client: TimeBackClient) -> None:
    client.rostering.user.get_user("u1")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def a_misspelt_method(client: TimeBackClient) -> None:
    client.rostering.users.get_users("u1")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def a_property_that_does_not_exist(client: TimeBackClient) -> None:
    user = client.rostering.users.get_user("u1")
    print(user.givenName)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def a_property_that_may_be_missing(client: TimeBackClient) -> int:
    user = client.rostering.users.get_user("u1")
    return len(user.middle_name)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def an_argument_of_another_kind(client: TimeBackClient) -> None:
    client.rostering.users.list_users(limit="10")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def an_object_of_another_collection(client: TimeBackClient, course_class: Class) -> None:
    client.rostering.users.create_user(course_class)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.rostering.orgs.upsert(course_class)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def a_forgotten_await(client: AsyncTimeBackClient) -> None:
    user = client.rostering.users.get_user("u1")
    print(user.given_name)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


async def the_wrong_loop(client: AsyncTimeBackClient) -> None:
    for user in client.rostering.users.iter_users():  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        print(user)


def the_first_of_nothing(client: TimeBackClient) -> str | None:
    return client.rostering.users.first().given_name  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]


def a_filter_that_is_none(client: TimeBackClient) -> None:
    client.rostering.users.list_users(filter_expr=F.role)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def an_object_for_another(client: TimeBackClient) -> Org:
    return client.rostering.users.find(identifier="1")  # type: ignore[return-value]  # pyright: ignore[reportReturnType]


def a_low_level_argument_of_another_kind(client: AuthenticatedClient) -> None:
    get_all_users.sync(client=client, limit="10")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    get_user.sync(5, client=client)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def a_low_level_argument_that_does_not_exist(client: AuthenticatedClient) -> None:
    get_all_users.sync(client=client, limits=10)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    get_user.sync_detailed("u1", client=client, limit=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def a_low_level_call_without_a_client() -> None:
    get_all_users.sync(limit=10)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def a_low_level_result_of_another_kind(client: AuthenticatedClient) -> str:
    return get_all_users.sync(client=client, limit=1)  # type: ignore[return-value]  # pyright: ignore[reportReturnType]
