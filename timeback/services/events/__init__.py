"""The service ``client.events``: its operations are methods of the service itself."""

from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.service import AsyncService, SyncService
from timeback_api.events.api.events import get_event, list_events, send_envelope, validate_envelope
from timeback_api.events.api.jobs import get_job


class _Events:
    """Events: what students do in learning applications, sent as Caliper events, and the jobs that store them."""

    send_envelope = operation(send_envelope.build)
    validate_envelope = operation(validate_envelope.build)
    # Before its listing, whose name hides that of the module.
    iter_events = iterating(list_events.build_iter)
    list_events = listing(list_events.build)
    get_event = operation(get_event.build)

    get_job = operation(get_job.build)


class Events(_Events, SyncService):
    __doc__ = _Events.__doc__


class AsyncEvents(_Events, AsyncService):
    __doc__ = _Events.__doc__
