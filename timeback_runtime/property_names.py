"""Converts Python names to JSON property names by rule: ``given_name`` to ``givenName``."""


def camel_case(name: str) -> str:
    """The JSON name for a Python name, if no document says otherwise. A name in camel case stays as it is."""
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)
