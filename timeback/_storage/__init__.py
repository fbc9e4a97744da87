"""Files that the client keeps for itself: atomic writes, locks, part folders, SQLite connections.

A new kind of file that has to survive a kill or a full disk is written with these helpers. Formats stay with their
packages. Errors of the file system leave as ``StorageError``.
"""
