"""Read the featured book"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.featured import Featured, parse_featured
from timeback_runtime import endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getFeaturedBook",
    "GET",
    "/books/featured",
    {
        200: Reader(parse_featured, parse_book, unwrap=(("month", "week"), ("book",))),
    },
)


@clears_locals
def build() -> Request[Book]:
    """Read the featured book.

    The book of the month.

    The platform answers this beyond its published documents.

    Source: GET /lib/v1/books/featured (getFeaturedBook).
    """
    return Request(
        OPERATION,
        "/books/featured",
    )


@clears_locals
def sync_detailed(*, client: Sender) -> Response[Featured]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build())


@clears_locals
def sync(*, client: Sender) -> Featured:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build())


@clears_locals
async def asyncio_detailed(*, client: AsyncSender) -> Response[Featured]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build())


@clears_locals
async def asyncio(*, client: AsyncSender) -> Featured:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build())
