"""Replace a class"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.class_ import Class, parse_class
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateClass", "PUT", "/classes/{sourcedId}",
    {200: ResponseDecoder(parse_class, parse_class, unwrap=(("class",),), optional=True)}, is_extension=True,
)


@clears_locals
def build(sourced_id: str, class_: Class | Mapping[str, Any]) -> Request[Class | None]:
    """Replace a class.

    Replaces the class with the request body. According to its documents, the platform does not allow changing the
    course or the school of a class.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the class.
        class_: The complete class with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/classes/{sourcedId} (updateClass).
    """
    return Request(
        OPERATION, f"/classes/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("class_", class_, Class, "class", mode="replace"), content_type="application/json",
    )


@sends(build)
def sync_detailed(sourced_id: str, class_: Class | Mapping[str, Any], *, client: Sender) -> Response[Class]: ...
@sends(build)
def sync(sourced_id: str, class_: Class | Mapping[str, Any], *, client: Sender) -> Class | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, class_: Class | Mapping[str, Any], *, client: AsyncSender,
) -> Response[Class]: ...
@sends(build)
async def asyncio(sourced_id: str, class_: Class | Mapping[str, Any], *, client: AsyncSender) -> Class | None: ...
