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

    list_webhooks = operation(list_webhooks)
    get_webhook = operation(get_webhook)
    create_webhook = operation(create_webhook)
    update_webhook = operation(update_webhook)
    delete_webhook = operation(delete_webhook)
    activate_webhook = operation(activate_webhook)
    deactivate_webhook = operation(deactivate_webhook)

    list_filters = operation(list_filters)
    list_webhook_filters = operation(list_webhook_filters)
    get_filter = operation(get_filter)
    create_filter = operation(create_filter)
    update_filter = operation(update_filter)
    delete_filter = operation(delete_filter)


class Webhooks(_Webhooks, SyncService):
    __doc__ = _Webhooks.__doc__


class AsyncWebhooks(_Webhooks, AsyncService):
    __doc__ = _Webhooks.__doc__
