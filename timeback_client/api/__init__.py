"""API classes of the older client, one module for each; a service loads them on first access."""
