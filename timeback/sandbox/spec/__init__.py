"""The parts of the OpenAPI documents that the sandbox interprets: operations, filters and request validation.

Code in this package is independent of HTTP and of stored objects. Facts about single operations are added to specs/.
"""
