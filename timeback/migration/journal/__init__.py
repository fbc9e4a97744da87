"""The migration journal: an SQLite file that lets a killed migration resume. Its records, format and lock go here."""
