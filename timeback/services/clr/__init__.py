"""The service ``client.clr``: its operations are methods of the service itself."""

from timeback._resources.descriptors import operation
from timeback._resources.service import AsyncService, SyncService
from timeback_api.clr.api.credentials import upsert_credential
from timeback_api.clr.api.discovery import get_discovery


class _Clr:
    """CLR: comprehensive learner records, which are signed credentials with the achievements of one person."""

    upsert_credential = operation(upsert_credential)

    get_discovery = operation(get_discovery)


class Clr(_Clr, SyncService):
    __doc__ = _Clr.__doc__


class AsyncClr(_Clr, AsyncService):
    __doc__ = _Clr.__doc__
