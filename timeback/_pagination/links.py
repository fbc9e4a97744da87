"""The ``Link`` header of a page (RFC 8288): the query of the link to the next page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

if TYPE_CHECKING:
    from timeback_runtime.messages import RawPage

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+))?)*)")
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))", re.IGNORECASE)
_PAGING = frozenset({"first", "prev", "previous", "next", "last"})
"""Relations of links to pages. A gateway may add links of others."""
_MAX_LENGTH = 20_000


def link_targets(page: RawPage[object]) -> dict[str, str]:
    """The targets of the links by their relations in lower case, such as ``next``."""
    targets: dict[str, str] = {}
    for target, parameters in _LINK.findall((page.links or "")[:_MAX_LENGTH]):
        if relation := _RELATION.search(parameters):
            for name in (relation[1] or relation[2] or "").strip("'").lower().split():
                targets.setdefault(name, target)
    return targets


def has_page_links(page: RawPage[object]) -> bool:
    """Whether the server sends links to pages, so that none to the next page means that there is none."""
    return not _PAGING.isdisjoint(link_targets(page))


def next_link_query(page: RawPage[object]) -> dict[str, str] | None:
    """The query of the link to the next page; None if there is none, or it leads to another origin or path."""
    target = link_targets(page).get("next")
    if target is None or page.url is None:
        return None
    try:
        here, there = urlsplit(page.url), urlsplit(urljoin(page.url, target))
        if _place(here) != _place(there):
            return None
        return dict(parse_qsl(there.query, keep_blank_values=True))
    except ValueError:
        return None


def _place(url: SplitResult) -> tuple[str, str | None, int | None, str]:
    """The origin and the path of a URL."""
    port = url.port or {"http": 80, "https": 443}.get(url.scheme)
    return url.scheme, url.hostname, port, url.path.rstrip("/")
