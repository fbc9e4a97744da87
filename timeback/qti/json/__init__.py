"""QTI documents to and from the JSON of the platform."""
