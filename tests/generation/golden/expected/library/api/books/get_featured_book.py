"""Read the featured book"""

from timeback_api.library._package import PACKAGE
from timeback_api.library.models.book import Book, parse_book
from timeback_api.library.models.featured import Featured, parse_featured
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getFeaturedBook", "GET", "/books/featured",
    {200: ResponseDecoder(parse_featured, parse_book, unwrap=(("month", "week"), ("book",)))}, is_extension=True,
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


@sends(build)
def sync_detailed(*, client: Sender) -> Response[Featured]: ...
@sends(build)
def sync(*, client: Sender) -> Featured: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender) -> Response[Featured]: ...
@sends(build)
async def asyncio(*, client: AsyncSender) -> Featured: ...
