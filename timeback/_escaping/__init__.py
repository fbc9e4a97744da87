"""Escape untrusted text for where it is shown: terminals and spreadsheets. A new output format is added here."""
