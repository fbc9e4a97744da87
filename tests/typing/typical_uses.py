"""Twenty typical uses of the clients, without errors of mypy --strict and pyright. Never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, assert_type

from timeback import AsyncTimeBackClient, F, RawResponse, TimeBackClient, broadcast, broadcast_async
from timeback._resources.collection import Found
from timeback._resources.write_methods import Created, Upserted
from timeback.errors import APIStatusError, NotFoundError, RateLimitError
from timeback.grades import label, normalize
from timeback.page import AsyncPage, Page
from timeback_api.common.models import Reference, SourcedIdPair, Status
from timeback_api.powerpath.models import CourseProgress
from timeback_api.rostering.models import Class, Org, Role, User


def one_object(client: TimeBackClient) -> str:
    user = client.rostering.users.get_user("u1", fields=["sourcedId", "givenName"])
    return user.given_name


def a_page(client: TimeBackClient) -> list[str]:
    page = client.rostering.users.list_users(limit=10, sort="familyName", filter_expr=F.role == "student")
    while (following := page.next_page()) is not None:
        page = assert_type(following, Page[User])
    return [user.sourced_id for user in page[2:5]]


def to_the_end(client: TimeBackClient) -> int:
    students = client.rostering.users.iter_users(filter_expr="role='student'", page_size=500, max_items=2000)
    assert_type(students, Iterator[User])
    return sum(1 for user in students if user.email)


def nested(client: TimeBackClient) -> None:
    assert_type(client.rostering.schools.list_classes("school-1"), Page[Class])
    for student in client.rostering.classes.iter_students("class-1"):
        assert_type(student, User)


def conditions(client: TimeBackClient) -> None:
    recent = F.date_last_modified >= datetime(2026, 1, 1, tzinfo=UTC)
    client.rostering.orgs.list_orgs(filter_expr=(F.type == "school") & recent)
    client.rostering.orgs.list_orgs(filter_expr=F.type.is_in(["school", "district"]) & F.name.contains("North"))


def write(client: TimeBackClient) -> str | None:
    school = Org(name="A school", type_="school")
    pair = assert_type(client.rostering.orgs.create_org(school), SourcedIdPair)
    client.rostering.orgs.create_org({"name": "Another", "type": "school"})
    return pair.allocated_sourced_id


def change(client: TimeBackClient) -> Org | None:
    org = client.rostering.orgs.get_org("o1")
    org.name = "A new name"
    return client.rostering.orgs.update_org("o1", org)


def remove(client: TimeBackClient) -> None:
    if client.rostering.users.exists("u1"):
        client.rostering.users.delete_user("u1")


def first_and_find(client: TimeBackClient) -> None:
    assert_type(client.rostering.users.first(sort="familyName"), User | None)
    assert_type(client.rostering.users.find(email="ada@example.org"), User)
    assert_type(client.rostering.orgs.find(F.identifier == "42", type="school"), Org)


def many(client: TimeBackClient) -> list[str]:
    found = assert_type(client.rostering.users.get_many(["u1", "u2"], concurrency=8), Found[User])
    assert_type(found[0], User)
    return found.missing


def create_many(client: TimeBackClient, rows: list[dict[str, Any]]) -> list[str]:
    created = assert_type(client.rostering.orgs.create_many(rows), Created)
    return [str(error) for _, error in created.failed]


def promised_properties(user: User) -> tuple[str, list[Role]]:
    assert_type(user.sourced_id, str)
    assert_type(user.status, Status | str)
    assert_type(user.date_last_modified, datetime)
    assert_type(user.email, str | None)
    assert_type(user.primary_org, Reference | None)
    return user.sourced_id.casefold(), [role for role in user.roles if role.org.sourced_id]


def an_object_whose_id_the_server_allocates() -> User:
    return User(enabled_user=True, given_name="Ada", family_name="Byron", roles=[])


def a_variant(progress: CourseProgress) -> list[str]:
    return [item.title for item in progress.line_items]


def upsert(client: TimeBackClient, org: Org) -> bool:
    done = assert_type(client.rostering.orgs.upsert(org), Upserted[Org])
    return done.created


def changed_since(client: TimeBackClient) -> Iterator[User]:
    return client.rostering.users.modified_since(datetime(2026, 1, 1, tzinfo=UTC), page_size=500)


def other_services(client: TimeBackClient) -> None:
    for result in client.gradebook.results.list_results(limit=10):
        assert_type(result.sourced_id, str)
    client.qti.assessment_items.list_assessment_items(page=1, limit=10)
    client.powerpath.get_course_syllabus("course-1")


def raw(client: TimeBackClient) -> str | None:
    response = client.rostering.users.with_raw_response.get_user("u1")
    assert_type(response, RawResponse[User])
    page = client.rostering.users.with_raw_response.list_users(limit=10, filter_expr=F.role == "student")
    assert_type(page.parsed, Page[User])
    client.powerpath.with_raw_response.get_course_syllabus("course-1")
    return response.headers.get("x-request-id")


def options(client: TimeBackClient) -> TimeBackClient:
    hasty = client.with_options(timeout=2.5, max_retries=0, deadline=10, extra_headers={"X-Reason": "nightly"})
    return assert_type(hasty.with_options(deadline=None), TimeBackClient)


def failures(client: TimeBackClient) -> float | None:
    try:
        client.rostering.users.get_user("u1")
    except NotFoundError as error:
        assert_type(error.request_id, str | None)
    except RateLimitError as error:
        return error.retry_after
    except APIStatusError as error:
        assert_type(error.status, int)
    return None


def several_servers(secret: str) -> list[User]:
    with (
        TimeBackClient.from_profile("staging", timeout=5) as staging,
        TimeBackClient(environment="production", client_secret=lambda: secret) as production,
    ):
        print(staging.check(["rostering"]))
        results = broadcast([staging, production], lambda client: client.rostering.users.get_user("u1"))
        return assert_type(results.values, list[User]) if results else []


async def with_tasks(client: AsyncTimeBackClient) -> None:
    async with client:
        page = assert_type(await client.rostering.users.list_users(limit=10), AsyncPage[User])
        assert_type(page[0].family_name, str)
        users = assert_type(client.rostering.users.iter_users(), AsyncIterator[User])
        async for user in users:
            assert_type(user, User)
        assert_type(await client.rostering.users.find(username="ada"), User)
        assert_type(await client.rostering.users.get_many(["u1"]), Found[User])
        async for org in client.rostering.orgs.modified_since(datetime.now(UTC)):
            assert_type(org, Org)
        async with client.rostering.orgs.changes("orgs.feed", page_size=500) as feed:
            async for org in feed:
                assert_type(org, Org)
            async for identity in feed.vanished():
                assert_type(identity, str)
            assert_type(await feed.commit(), None)
        response = await client.rostering.users.with_raw_response.get_user("u1")
        assert_type(response, RawResponse[User])
        assert_type((await client.rostering.users.with_raw_response.list_users()).parsed, AsyncPage[User])
        names = await broadcast_async([client], lambda one: one.rostering.orgs.get_org("o1"))
        assert_type(names.values, list[Org])
        assert_type((await client.check()).ok, bool)


def grades(user: User) -> list[str]:
    assert_type(normalize("4th grade"), int)
    return [label(grade) for grade in user.grades or []]
