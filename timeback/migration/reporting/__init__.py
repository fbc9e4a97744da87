"""Reports of a migration: counts, failures and differences, and their HTML file. New report formats go here."""
