"""The request path: builds a request, sends it with retries and a token, and reads the reply, in sync and async.

``flow`` decides each step of a call and does no I/O; ``session`` carries the steps out. Retry rules are in ``retry``,
tokens in ``oauth``, connections in ``connections``. A new rule goes into ``flow`` or ``retry``, where it serves both.
"""
