from __future__ import annotations

from timeback_api.webhooks.models.property_problem import PropertyProblem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, json_field


class WebhookProblem(Model):
    """Why a webhook is invalid.

    Attributes:
        error: Explanation for people.
        details: The problems, one for each property.
    """

    error: str = json_field("error", TEXT)
    details: list[PropertyProblem] = json_field("details", ListOf(ModelOf(PropertyProblem)))


parse_webhook_problem = WebhookProblem._parse
