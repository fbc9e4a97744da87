"""Read the featured book"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.featured import Featured, parse_featured
from timeback_runtime import endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getFeaturedBook",
    "GET",
    "/books/featured",
    {200: ResponseDecoder(parse_featured, parse_book, unwrap=(("month", "week"), ("book",)))},
    is_extension=True,
)


@clears_locals
def build() -> Request[Book]:
    """Read the featured book.

    The book of the month.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Source: GET /lib/v1/books/featured (getFeaturedBook).
    """
    return Request(OPERATION, "/books/featured")


@clears_locals
def sync_detailed(*, client: Sender) -> Response[Featured]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build())


@clears_locals
def sync(*, client: Sender) -> Featured:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build())


@clears_locals
async def asyncio_detailed(*, client: AsyncSender) -> Response[Featured]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build())


@clears_locals
async def asyncio(*, client: AsyncSender) -> Featured:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build())
