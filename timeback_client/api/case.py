"""CASE, which this release does not support."""

from timeback_client._errors import absent

CaseAPI = absent("CaseAPI", __name__)
