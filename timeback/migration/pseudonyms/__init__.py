"""Pseudonyms: replaces what identifies a person in a source's objects by inventions that follow from a key."""
