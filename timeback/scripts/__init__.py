"""Programs for the command line: ``python -m timeback.scripts.migrate_users``."""
