"""Objects of the sandbox in SQLite: tables, indexed columns, queries. No HTTP, and no rule of the platform."""
