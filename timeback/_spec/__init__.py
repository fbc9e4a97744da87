"""What the OpenAPI documents in the generated packages say: the only reader of their ``$ref`` and ``x-`` keys.

A fact that the documents hold is read here and stands nowhere else by hand.
"""
