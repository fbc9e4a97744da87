"""Programs of the older client."""
