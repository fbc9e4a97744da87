"""Programs of the older client, run with ``python -m``."""
