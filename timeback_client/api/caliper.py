"""Caliper, which this release does not support."""

from timeback_client._errors import absent

CaliperAPI = absent("CaliperAPI", __name__)
