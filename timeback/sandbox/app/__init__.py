"""The HTTP side of the sandbox: the ASGI application, sign-in, routing, the server and the web pages.

Endpoints of the platform come from specs/. Endpoints of the sandbox itself are added in ``admin``.
"""
