"""What the operations of OneRoster do with stored objects: create, read, update, delete, list."""
