"""The services of a client, one package each, in which resource classes declare their methods.

A new service is a package here with an annotated property on each client; a new method is one declared line.
"""
