"""Users."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests

from timeback_api.rostering.api.demographics import get_demographics, post_demographics, put_demographics
from timeback_api.rostering.api.students import get_all_students
from timeback_api.rostering.api.users import (
    create_user,
    decrypt_credential,
    delete_user,
    get_all_users,
    get_user,
    get_user_with_demographics,
    register_student_credentials,
    update_user,
)
from timeback_client._calls import LIST, call, entity
from timeback_client._reply import Reply
from timeback_client.core.client import API
from timeback_client.models.user import User


class UsersAPI(API):
    """Methods on users."""

    get_user = call(get_user, "user_id | fields")
    list_users = call(get_all_users, f"| {LIST}", extra=True)
    update_user = call(update_user, "user_id user", model=User)
    list_students = call(get_all_students, f"| {LIST}")
    decrypt_credential = call(decrypt_credential, "user_id credential_id")
    get_user_demographics = call(get_user_with_demographics, "user_id | fields")
    create_user_demographics = call(post_demographics, "demographics")
    get_demographics_record = call(get_demographics, "demographics_id")
    create_user_credentials = call(
        register_student_credentials, "user_id application_name>applicationName credentials>credentials"
    )
    _create = call(create_user, "user")
    _delete = call(delete_user, "user_id")
    _update_demographics = call(put_demographics, "sourced_id demographics")

    def create_user(self, user: User | Mapping[str, Any]) -> Any:
        """Create a user. A dictionary is validated by the model, whose defaults are added.

        Raises:
            ValueError: the user lacks a sourcedId, names or roles.
        """
        if not isinstance(user, User):
            data = entity(user, frozenset(), "user")
            user = {**data, **User(**data)._body()}
            for name in ("phone", "address"):
                user.pop(name, None)
        return self._create(user)

    def delete_user(self, user_id: str) -> Any:
        """Mark a user as deleted; return a message if there is no such user."""
        try:
            return self._delete(user_id)
        except requests.HTTPError as error:
            if error.response is not None and error.response.status_code == 404:
                return Reply(message=f"User {user_id} not found or already deleted")
            raise

    def update_user_demographics(self, demographics: Mapping[str, Any]) -> Any:
        """Replace the demographics with the sourcedId of the record."""
        sourced_id = entity(demographics).get("sourcedId")
        if not sourced_id:
            raise ValueError("sourcedId is missing; it selects the demographics to replace")
        return self._update_demographics(sourced_id, demographics)

    def validate_environment(self) -> dict[str, str]:
        """Return the URLs of the server and the token endpoint."""
        settings = self._connection.settings
        return {"environment": self.environment, "idp_url": settings.token_url, "base_url": self.base_url}
