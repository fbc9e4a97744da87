"""Files that the client keeps for itself: atomic writes, locks, part folders, SQLite connections.

A new kind of file that must survive a kill or a full disk is written with these helpers. Its format stays in its own
package. Errors of the file system are raised as ``StorageError``.
"""
