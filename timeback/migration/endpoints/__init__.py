"""What a migration reads from and writes to: a server, a CSV bundle, Parquet files. A new one implements ``base``."""
