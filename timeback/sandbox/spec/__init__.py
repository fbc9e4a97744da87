"""What the OpenAPI documents say to the sandbox: operations, schemas, filters, request validation.

Nothing here knows of HTTP or of stored objects. A fact about one operation belongs into specs/, not here.
"""
