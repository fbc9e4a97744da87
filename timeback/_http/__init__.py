"""The one request path: from a generated request to its result, in sync and async.

``flow`` decides what is done next and does no I/O; ``session`` has the two drivers that carry it out; ``retry``
holds the rules; ``auth`` the token; ``transport`` the connections.
"""
