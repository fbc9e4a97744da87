"""The comparison of two endpoints after a migration. Rules on what the target is expected to have go here."""
