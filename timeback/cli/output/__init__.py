"""Output of results: formats, tables, queries and the options that choose them. It knows no command."""
