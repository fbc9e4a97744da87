"""Methods of ``client.qti.validation``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.qti.api.validate import validate_batch, validate_xml


class _Validation:
    """Validation of QTI XML."""

    validate = operation(validate_xml)
    validate_batch = operation(validate_batch)


class Validation(_Validation, SyncResource):
    __doc__ = _Validation.__doc__


class AsyncValidation(_Validation, AsyncResource):
    __doc__ = _Validation.__doc__
