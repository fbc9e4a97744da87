"""The sentences of error messages: a closed table from minor codes and known rules to text of this library.

A message contains nothing that a server wrote, except names of properties. What a server says about a problem only
selects a sentence.
"""

from __future__ import annotations

import re
from typing import Any

_SENTENCES = {
    "fullsuccess": "",
    "invalidfilterfield": "the filter names a property that this server does not know or cannot filter by",
    "invalidselectionfield": "fields names a property that this server does not know",
    "invalidsortfield": "sort names a property that this server does not know or cannot sort by",
    "invaliddata": "the server does not accept the data",
    "incompletedata": "the data lacks a property that the server requires",
    "unauthorisedrequest": "the server does not accept the token",
    "unauthorizedrequest": "the server does not accept the token",
    "unauthorised": "the server does not accept the token",
    "unauthorized": "the server does not accept the token",
    "forbidden": "the credentials do not permit this operation",
    "serverbusy": "the server is busy",
    "targetisbusy": "the server is busy",
    "toomanyrequests": "the server is busy",
    "unknownobject": "there is no object with this id",
    "notfound": "there is no object with this id",
    "invalidsourcedid": "the sourcedId is not valid",
    "nosourcedids": "the sourcedId is missing",
    "idallocfail": "the server could not allocate a sourcedId",
    "idallocinusefail": "sourcedId is taken",
    "duplicateobject": "sourcedId is taken",
    "alreadyexists": "sourcedId is taken",
    "conflict": "the object conflicts with one that exists",
    "badrequest": "the server could not understand the request",
    "invalidrequest": "the server could not understand the request",
    "internalservererror": "the server failed",
    "servererror": "the server failed",
    "databaseerror": "the server failed",
    "deletefailure": "the object could not be deleted",
    "overflowfail": "a value is longer than the server can store",
    "partialdatastorage": "the server stored only a part of the data",
    "linkfailure": "an object that it refers to does not exist",
    "unknownquery": "the server does not know this query",
    "unknownvocabulary": "a value is not one that the server knows",
    "unsupported": "the server does not support this operation",
    "unsupportedlis": "the server does not support this operation",
    "unsupportedlisoperation": "the server does not support this operation",
    "notimplemented": "the server does not support this operation",
}
"""Minor code of OneRoster 1.1 and 1.2 and of their servers, in lower case without separators -> sentence."""

_RULES = (
    (r"already (exist|taken|used|in use|registered)|\bduplicate|\btaken\b|\bunique\b|\bin use\b", "is taken"),
    (
        r"does(n't| not) exist|not[ _]?found|\bthere is no\b|unknown ?object|foreign.?key|no such",
        "refers to an object that does not exist",
    ),
    (r"unrecogni[sz]ed|unexpected|additional ?propert|extra_forbidden|unknown (property|field)", "is not known"),
    (r"\bmissing|\brequired\b|\bblank\b|must not be empty|non-empty", "is missing"),
    (r"too[ _]?(long|big|large)|max_?length", "is too long or too large"),
    (r"must |\binvalid|\bexpected\b|not (a )?valid|not allowed|too[ _]?(short|small)|_type\b|enum", "is not valid"),
)
"""What servers say about a property -> predicate. The first match counts."""
_PATH_NAMES = ("property", "field", "path", "parameter")
_PATH_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]-$")
_MAX_PATHS = 5
_MAX_SEARCHED = 1000
"""How many characters of a text are compared with the rules."""
_UNIQUE_NAMES = ("sourcedId", "identifier", "username", "email", "code")
"""Properties that servers require to be unique, for descriptions of conflicts."""


def is_known_code(code: str) -> bool:
    """Whether a minor code is in the table, with any separators and case."""
    return _normalised(code) in _SENTENCES


def sentence_of(code: str | None, description: str | None, details: list[Any]) -> str:
    """Return what is known about an error in words of this library; an empty text if nothing is.

    Args:
        code: the minor code.
        description: the text of the server. Only whether it reports that an id is taken is used.
        details: the single problems. Of these, only paths of properties become part of the sentence.
    """
    if problems := _property_problems(details):
        return problems
    if description and _predicate(description) == "is taken":
        searched = description[:_MAX_SEARCHED].lower()
        name = next((name for name in _UNIQUE_NAMES if re.search(rf"\b{name.lower()}\b", searched)), None)
        if name is not None:
            return f"{name} is taken"
    return _SENTENCES.get(_normalised(code or ""), "")


def _normalised(code: str) -> str:
    return code.lower().replace("_", "").replace("-", "").replace(" ", "")


def _property_problems(details: list[Any]) -> str:
    """The first paths of properties in the details, such as ``roles[0].org is missing``, without their values."""
    problems = []
    for detail in details:
        for key in _PATH_NAMES if isinstance(detail, dict) else ():
            name = detail.get(key)
            if isinstance(name, str) and 0 < len(name) <= 80 and name.isascii() and not set(name) - _PATH_CHARACTERS:
                texts = [text for other, text in detail.items() if other not in _PATH_NAMES and isinstance(text, str)]
                problems.append(f"{name} {_predicate(' '.join(texts))}".rstrip())
                break
        if len(problems) == _MAX_PATHS:
            break
    return ", ".join(problems)


def _predicate(text: str) -> str:
    searched = text[:_MAX_SEARCHED]
    return next((predicate for pattern, predicate in _RULES if re.search(pattern, searched, re.IGNORECASE)), "")
