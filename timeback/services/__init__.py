"""The services of a client, one package each; a resource is a docstring and a list of declared lines."""
