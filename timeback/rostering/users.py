"""Users in the rostering service."""

from timeback._resource import AsyncResource, SyncResource, iterating, listing, operation
from timeback_api.rostering.api.users import (
    create_user,
    decrypt_credential,
    delete_user,
    get_all_users,
    get_classes_for_user,
    get_user,
    get_user_with_demographics,
    register_student_credentials,
    update_user,
)


class _Users:
    """Users: students, teachers, guardians and everybody else with an account."""

    list_users = listing(get_all_users.build)
    iter_users = iterating(get_all_users.build_iter)
    get_user = operation(get_user.build)
    create_user = operation(create_user.build)
    update_user = operation(update_user.build)
    delete_user = operation(delete_user.build)
    get_user_with_demographics = operation(get_user_with_demographics.build)
    list_classes = listing(get_classes_for_user.build)
    iter_classes = iterating(get_classes_for_user.build_iter)
    register_credentials = operation(register_student_credentials.build)
    decrypt_credential = operation(decrypt_credential.build)


class Users(_Users, SyncResource):
    __doc__ = _Users.__doc__


class AsyncUsers(_Users, AsyncResource):
    __doc__ = _Users.__doc__
