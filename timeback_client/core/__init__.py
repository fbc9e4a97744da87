"""The older client's services."""
