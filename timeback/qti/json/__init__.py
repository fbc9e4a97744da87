"""Conversion of QTI documents to and from the JSON of the platform. New JSON fields are added here."""
