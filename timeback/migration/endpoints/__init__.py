"""Sources and targets of a migration: servers, CSV bundles, Parquet files. New kinds of endpoints go here."""
