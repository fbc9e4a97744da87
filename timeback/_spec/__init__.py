"""Reads the OpenAPI documents of the generated packages; the only code that resolves ``$ref`` and reads ``x-`` keys.

Add a function here when another package needs a fact from the documents. Documents are loaded on first use and cached,
so that neither importing the client nor sending a request reads one.
"""
