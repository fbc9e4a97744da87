"""The service ``client.webhooks``: its operations are methods of the service itself."""

from timeback._resources.descriptors import operation
from timeback._resources.service import AsyncService, SyncService
from timeback_api.webhooks.api.filters import (
    create_filter,
    delete_filter,
    get_filter,
    list_filters,
    list_webhook_filters,
    update_filter,
)
from timeback_api.webhooks.api.webhooks import (
    activate_webhook,
    create_webhook,
    deactivate_webhook,
    delete_webhook,
    get_webhook,
    list_webhooks,
    update_webhook,
)


class _Webhooks:
    """Webhooks: addresses to which the platform posts events, and the filters that select these events."""

    list_webhooks = operation(list_webhooks.build)
    get_webhook = operation(get_webhook.build)
    create_webhook = operation(create_webhook.build)
    update_webhook = operation(update_webhook.build)
    delete_webhook = operation(delete_webhook.build)
    activate_webhook = operation(activate_webhook.build)
    deactivate_webhook = operation(deactivate_webhook.build)

    list_filters = operation(list_filters.build)
    list_webhook_filters = operation(list_webhook_filters.build)
    get_filter = operation(get_filter.build)
    create_filter = operation(create_filter.build)
    update_filter = operation(update_filter.build)
    delete_filter = operation(delete_filter.build)


class Webhooks(_Webhooks, SyncService):
    __doc__ = _Webhooks.__doc__


class AsyncWebhooks(_Webhooks, AsyncService):
    __doc__ = _Webhooks.__doc__
