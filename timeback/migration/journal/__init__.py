"""The journal that makes a migration safe to kill: an SQLite file, its format and its lock."""
