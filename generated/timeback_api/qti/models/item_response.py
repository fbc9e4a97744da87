from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, AnyOf, ListOf, json_field


class ItemResponse(Model):
    """An answer to an item.

    Attributes:
        identifier: Identifier of the item, the same as in the path.
        response: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or a
            list if the interaction accepts several values. Pairs are written as two identifiers separated by a space,
            points as two numbers.
        response_identifier: Name of the answered response variable, for items that have several. The platform's
            document does not mention it, but some clients send it.
        value: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or a
            list if the interaction accepts several values. Pairs are written as two identifiers separated by a space,
            points as two numbers.
    """

    identifier: str = json_field("identifier", TEXT)
    response: str | list[str] = json_field("response", AnyOf(TEXT, ListOf(TEXT)))
    response_identifier: str | None = json_field("responseIdentifier", TEXT, default=None)
    value: str | list[str] | None = json_field("value", AnyOf(TEXT, ListOf(TEXT)), default=None)


parse_item_response = ItemResponse._parse
