from __future__ import annotations

from timeback_api.common.models.user import User
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleUser(Model):
    """Wrapper of one user, used in requests and replies.

    Attributes:
        user: A person with an account, such as a student, a teacher or a guardian. Almost all of it is personal data,
            often of children.
    """

    user: User = json_field("user", ModelOf(User))


parse_single_user = SingleUser._parse
