"""The execution of a migration: selection, order, dependencies, writes, retries and concurrency. No file formats."""
