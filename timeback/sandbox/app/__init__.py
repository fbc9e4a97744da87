"""The HTTP layer of the sandbox: ASGI application, OAuth2, routing, middleware, server, web pages and admin routes.

The endpoints of the platform come from specs/, and services add to them by ``operations.extensions``. Endpoints of the
sandbox itself are added in ``admin``.
"""
