"""Compares a published OpenAPI document with specs/, and ranks differences by their effect on users of the client."""
