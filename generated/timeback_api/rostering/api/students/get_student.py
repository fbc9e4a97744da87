"""Read a student"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.encode import Names
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_user import SingleUser, parse_single_user
from timeback_api.rostering.models.user import User, parse_user


OPERATION = Operation(
    PACKAGE,
    "getStudent",
    "GET",
    "/students/{sourcedId}",
    {
        200: Reader(parse_single_user, parse_user, unwrap=(("user",),)),
    },
)


@clears_locals
def build(sourced_id: str, *, fields: Names | None = None) -> Request[User]:
    """Read a student.

    One user who has the role of a student. The id of a user without that role is not found here.

    Args:
        sourced_id: Id of the student.
        fields: Names of the properties to return; the others are left out, required ones too. Without it objects come
            whole.

    Source: GET /ims/oneroster/rostering/v1p2/students/{sourcedId} (getStudent).
    """
    return Request(
        OPERATION,
        f"/students/{encode.segment('sourced_id', sourced_id)}",
        encode.query(
            ("fields", encode.names("fields", fields, User)),
        ),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender, fields: Names | None = None) -> Response[SingleUser]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: Names | None = None) -> SingleUser:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: Names | None = None,
) -> Response[SingleUser]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: Names | None = None) -> SingleUser:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(sourced_id, fields=fields))
