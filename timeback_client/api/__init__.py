"""The older client's API classes, one module for each; a service loads those that are used."""
