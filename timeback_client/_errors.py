"""Conversion of errors to the exceptions of ``requests``, which programs for the older client catch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from timeback_runtime.extras import missing_package

try:
    import requests
except ImportError:  # pragma: no cover - tested in a separate process
    raise ImportError(
        f"{missing_package('timeback_client', 'requests', 'requests')}; or use the package timeback, which does not "
        "need it"
    ) from None

from requests.structures import CaseInsensitiveDict

from timeback.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    DecodingError,
    InvalidRequestError,
)

if TYPE_CHECKING:
    from timeback_runtime.messages import Reply


class RefusedRequest(requests.exceptions.RequestException, ValueError):
    """An argument is invalid; no request was sent."""


def http_error(error: APIStatusError, reply: Reply | None, method: str, url: str) -> requests.HTTPError:
    """Return the HTTPError of an error status, or of a success that reports a failure.

    ``reply`` is None for the token request; its body is left out because it may contain a secret.
    """
    response = requests.Response()
    response.status_code = error.status
    try:
        response.reason = HTTPStatus(error.status).phrase
    except ValueError:
        response.reason = ""
    response.url = url
    if reply is None:
        response._content = json.dumps({"message": str(error)}).encode()
        response.headers = CaseInsensitiveDict({"content-type": "application/json"})
    else:
        response._content = reply.content
        response.headers = CaseInsensitiveDict(reply.headers)
    response.encoding = requests.utils.get_encoding_from_headers(response.headers) or "utf-8"
    request = requests.PreparedRequest()
    request.method, request.url = method, url
    request.headers = CaseInsensitiveDict()
    response.request = request
    # A status below 400 is a success whose body reports a failure, or a redirect that is not followed.
    kinds = {4: f"{error.status} Client Error: ", 5: f"{error.status} Server Error: "}
    return requests.HTTPError(f"{kinds.get(error.status // 100, '')}{error}", request=request, response=response)


@contextmanager
def translated(method: str = "POST", url: str = "") -> Iterator[None]:
    """Convert the errors of ``timeback`` to the exceptions of ``requests``."""
    try:
        yield
    except DecodingError as error:
        raise requests.exceptions.JSONDecodeError(str(error), "", 0) from error
    except APIStatusError as error:
        raise http_error(error, None, method, url) from error
    except APITimeoutError as error:
        raise requests.Timeout(str(error)) from error
    except APIConnectionError as error:
        raise requests.ConnectionError(str(error)) from error
    except InvalidRequestError as error:
        raise RefusedRequest(str(error)) from error
