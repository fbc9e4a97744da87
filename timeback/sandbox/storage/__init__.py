"""SQLite storage of the sandbox: tables, indexed columns, queries. It contains no HTTP and no rules of the platform."""
