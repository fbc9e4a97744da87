"""Text of other people made safe for where it is shown: terminals and spreadsheets."""
