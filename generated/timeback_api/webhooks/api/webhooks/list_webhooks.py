"""List webhooks"""

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.webhook import Webhook, parse_webhook
from timeback_api.webhooks.models.webhook_list import WebhookList, parse_webhook_list
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_SENSOR = TEXT
OPERATION = Operation(
    PACKAGE,
    "listWebhooks",
    "GET",
    "/webhooks/",
    {200: ResponseDecoder(parse_webhook_list, parse_webhook, collection=("webhooks",))},
    is_extension=True,
)


@clears_locals
def build(*, sensor: str | None = None) -> Request[list[Webhook]]:
    """List webhooks.

    All webhooks, without pages. The secrets are included.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sensor: IRI of a sensor. Only webhooks that are limited to it are returned.

    Source: GET /webhooks/ (listWebhooks).
    """
    return Request(OPERATION, "/webhooks/", encoding.query(("sensor", encoding.parameter("sensor", sensor, _SENSOR))))


@clears_locals
def sync_detailed(*, client: Sender, sensor: str | None = None) -> Response[WebhookList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sensor=sensor))


@clears_locals
def sync(*, client: Sender, sensor: str | None = None) -> WebhookList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sensor=sensor))


@clears_locals
async def asyncio_detailed(*, client: AsyncSender, sensor: str | None = None) -> Response[WebhookList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sensor=sensor))


@clears_locals
async def asyncio(*, client: AsyncSender, sensor: str | None = None) -> WebhookList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sensor=sensor))
