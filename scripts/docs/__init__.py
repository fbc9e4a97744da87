"""Generates pages of the reference: operations, models, and commands."""
