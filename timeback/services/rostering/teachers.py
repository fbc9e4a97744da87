"""Methods of ``client.rostering.teachers``."""

from timeback._resources.collection import ReadCollection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.teachers import get_all_teachers, get_classes_for_teacher, get_teacher
from timeback_api.rostering.models import User


class _Teachers(ReadCollection[User]):
    """Teachers: users with the role ``teacher``, and their classes. Write them through ``users``."""

    _names = ("teacher", "teachers")

    list_teachers = listing(get_all_teachers)
    iter_teachers = iterating(get_all_teachers)
    get_teacher = operation(get_teacher)
    list_classes = listing(get_classes_for_teacher)
    iter_classes = iterating(get_classes_for_teacher)


class Teachers(_Teachers, SyncResource):
    __doc__ = _Teachers.__doc__


class AsyncTeachers(_Teachers, AsyncResource):
    __doc__ = _Teachers.__doc__
