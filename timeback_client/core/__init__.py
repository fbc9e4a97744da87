"""The client and the services of the older client."""
