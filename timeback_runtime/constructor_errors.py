"""The errors of constructors about wrong arguments, as sentences that name the parameter to use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from timeback_runtime.suggestions import did_you_mean

_UNKNOWN = r"unexpected keyword argument '(\w+)'"
_MISSING = r" missing \d+ required .*"


def explain(owner: str, parameter: str, names: Callable[[], Iterable[str]]) -> Callable[[BaseException], None]:
    """Return a function that replaces the text of a TypeError about the arguments of a constructor.

    Args:
        owner: the name of what is constructed, such as ``User``.
        parameter: what a parameter is: ``property`` or ``setting``.
        names: returns the names of the parameters.
    """

    def rewrite(error: BaseException) -> None:
        text = str(error)
        if type(error) is not TypeError or ".__init__() " not in text:
            return
        if unknown := re.search(_UNKNOWN, text):
            sentence = unknown_text(owner, parameter, unknown[1], names())
        elif missing := re.search(_MISSING, text):
            sentence = missing_text(owner, re.findall(r"'(\w+)'", missing[0]))
        elif " positional argument" in text:
            sentence = f"{owner} takes each {parameter} by name, such as {next(iter(names()))}=..."
        else:
            return
        error.args = (sentence,)

    return rewrite


def unknown_text(owner: str, parameter: str, name: str, names: Iterable[str]) -> str:
    """The sentence about an argument that does not exist."""
    return f"{owner} has no {parameter} {name!r}.{_suggestion(name, list(names))}"


def missing_text(owner: str, names: Sequence[str]) -> str:
    """The sentence about required properties that are missing."""
    return f"{owner}: {', '.join(names)} {'is' if len(names) == 1 else 'are'} missing"


def _suggestion(name: str, names: list[str]) -> str:
    # givenName is the name in JSON, and the most frequent mistake.
    plain = {one.replace("_", "").casefold(): one for one in names}
    same = plain.get(name.replace("_", "").casefold())
    return f" Did you mean {same!r}?" if same else did_you_mean(name, names)
