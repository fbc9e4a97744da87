"""Methods of ``client.rostering.users``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.users import (
    add_agent_to_user,
    create_user,
    decrypt_credential,
    delete_user,
    get_agents_for_user,
    get_all_users,
    get_classes_for_user,
    get_user,
    get_user_with_demographics,
    get_users_for_agent,
    patch_user,
    register_student_credentials,
    remove_agent_from_user,
    update_user,
)
from timeback_api.rostering.models import User


class _Users(Collection[User]):
    """Users: students, teachers, guardians and all other people with an account."""

    _names = ("user", "users")

    list_users = listing(get_all_users)
    iter_users = iterating(get_all_users)
    get_user = operation(get_user)
    create_user = operation(create_user)
    update_user = operation(update_user)
    patch_user = operation(patch_user)
    delete_user = operation(delete_user)
    get_user_with_demographics = operation(get_user_with_demographics)
    list_classes = listing(get_classes_for_user)
    iter_classes = iterating(get_classes_for_user)
    list_agents = listing(get_agents_for_user)
    iter_agents = iterating(get_agents_for_user)
    list_represented_users = listing(get_users_for_agent)
    iter_represented_users = iterating(get_users_for_agent)
    add_agent = operation(add_agent_to_user)
    remove_agent = operation(remove_agent_from_user)
    register_credentials = operation(register_student_credentials)
    decrypt_credential = operation(decrypt_credential)


class Users(_Users, SyncResource):
    __doc__ = _Users.__doc__


class AsyncUsers(_Users, AsyncResource):
    __doc__ = _Users.__doc__
