"""Methods of ``client.rostering.students``."""

from timeback._resources.collection import ReadCollection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.students import get_all_students, get_classes_for_student, get_student
from timeback_api.rostering.models import User


class _Students(ReadCollection[User]):
    """Students: users with the role ``student``, and their classes. Write them through ``users``."""

    _names = ("student", "students")

    list_students = listing(get_all_students)
    iter_students = iterating(get_all_students)
    get_student = operation(get_student)
    list_classes = listing(get_classes_for_student)
    iter_classes = iterating(get_classes_for_student)


class Students(_Students, SyncResource):
    __doc__ = _Students.__doc__


class AsyncStudents(_Students, AsyncResource):
    __doc__ = _Students.__doc__
