"""What makes the pages of the reference that nobody writes: operations, models, commands."""
