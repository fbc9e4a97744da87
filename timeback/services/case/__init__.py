"""The service ``client.case``: its operations are methods of the service itself."""

from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.service import AsyncService, SyncService
from timeback_api.case.api.associations import get_association
from timeback_api.case.api.documents import get_document, list_documents
from timeback_api.case.api.items import get_item, list_items
from timeback_api.case.api.packages import create_package, get_package, get_package_groups, update_package


class _Case:
    """CASE: frameworks of learning standards with their documents, items and associations."""

    # Before its listing, whose name hides that of the module.
    iter_documents = iterating(list_documents)
    list_documents = listing(list_documents)
    get_document = operation(get_document)

    iter_items = iterating(list_items)
    list_items = listing(list_items)
    get_item = operation(get_item)

    get_association = operation(get_association)

    get_package = operation(get_package)
    get_package_groups = operation(get_package_groups)
    create_package = operation(create_package)
    update_package = operation(update_package)


class Case(_Case, SyncService):
    __doc__ = _Case.__doc__


class AsyncCase(_Case, AsyncService):
    __doc__ = _Case.__doc__
