"""The undo of a migration: deletes on the target what the runs of a journal created there."""
