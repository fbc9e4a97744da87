"""Reports of a migration: counts, failures, differences, and their HTML and CSV files."""
