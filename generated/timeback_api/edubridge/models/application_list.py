from __future__ import annotations

from timeback_api.edubridge.models.application import Application
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class ApplicationList(Model):
    """A list of applications.

    Attributes:
        applications: The applications.
    """

    applications: list[Application] = json_field("applications", ListOf(ModelOf(Application)))


parse_application_list = ApplicationList._parse
