"""Types that users of the facade rely on. Read by mypy --strict and by pyright, never run.

Each ignored error is a call that has to be flagged: both checkers complain of a comment that silences nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Iterator
from typing import Any, assert_type

from timeback import AsyncTimeBackClient, F, TimeBackClient
from timeback.page import AsyncPage, Page
from timeback_api.common.models import SourcedIdPair
from timeback_api.rostering.models import Org, User


def sync(client: TimeBackClient, user: User) -> None:
    users = client.rostering.users
    assert_type(users.get_user("id"), User)
    assert_type(users.list_users(limit=10, filter_expr=F.role == "student"), Page[User])
    assert_type(users.iter_users(page_size=100, max_items=5), Iterator[User])
    assert_type(users.create_user(user), SourcedIdPair)
    assert_type(users.get_user("id").given_name, str | None)
    assert_type(client.rostering.orgs.get_org("id"), Org)


async def asynchronous(client: AsyncTimeBackClient, user: User) -> None:
    users = client.rostering.users
    assert_type(await assert_type(users.get_user("id"), Coroutine[Any, Any, User]), User)
    assert_type(await users.list_users(limit=10), AsyncPage[User])
    assert_type(users.iter_users(page_size=100), AsyncIterator[User])
    assert_type(await users.create_user(user), SourcedIdPair)


def refused(client: TimeBackClient) -> None:
    users = client.rostering.users
    users.get_user()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    users.get_user(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    users.list_users(limit="10")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    users.list_users(field=["sourcedId"])  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    users.list_users(filter="role='student'")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
