"""How operations are executed on stored objects: generic create, read, update, delete and list, and custom operations.

A custom operation of OneRoster is added in ``custom_operations``; one of another service in the package of the service.
"""
