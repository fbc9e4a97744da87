"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.outcome import Outcome as Outcome
    from timeback_api.webhooks.models.filter_list import FilterList as FilterList
    from timeback_api.webhooks.models.filter_operation import FilterOperation as FilterOperation
    from timeback_api.webhooks.models.filter_type import FilterType as FilterType
    from timeback_api.webhooks.models.property_problem import PropertyProblem as PropertyProblem
    from timeback_api.webhooks.models.single_filter import SingleFilter as SingleFilter
    from timeback_api.webhooks.models.single_webhook import SingleWebhook as SingleWebhook
    from timeback_api.webhooks.models.webhook import Webhook as Webhook
    from timeback_api.webhooks.models.webhook_filter import WebhookFilter as WebhookFilter
    from timeback_api.webhooks.models.webhook_list import WebhookList as WebhookList
    from timeback_api.webhooks.models.webhook_problem import WebhookProblem as WebhookProblem

_NAMES = {
    "FilterList": ".filter_list",
    "FilterOperation": ".filter_operation",
    "FilterType": ".filter_type",
    "Outcome": "...common.models.outcome",
    "PropertyProblem": ".property_problem",
    "SingleFilter": ".single_filter",
    "SingleWebhook": ".single_webhook",
    "Webhook": ".webhook",
    "WebhookFilter": ".webhook_filter",
    "WebhookList": ".webhook_list",
    "WebhookProblem": ".webhook_problem",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
