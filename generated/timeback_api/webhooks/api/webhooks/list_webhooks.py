"""List webhooks"""

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.webhook import Webhook, parse_webhook
from timeback_api.webhooks.models.webhook_list import WebhookList, parse_webhook_list
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_SENSOR = TEXT
OPERATION = Operation(
    PACKAGE, "listWebhooks", "GET", "/webhooks/",
    {200: ResponseDecoder(parse_webhook_list, parse_webhook, collection=("webhooks",))}, is_extension=True,
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


@sends(build)
def sync_detailed(*, client: Sender, sensor: str | None = None) -> Response[WebhookList]: ...
@sends(build)
def sync(*, client: Sender, sensor: str | None = None) -> WebhookList: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender, sensor: str | None = None) -> Response[WebhookList]: ...
@sends(build)
async def asyncio(*, client: AsyncSender, sensor: str | None = None) -> WebhookList: ...
