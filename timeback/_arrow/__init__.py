"""Converts plain JSON objects to Arrow record batches, with columns that the OpenAPI documents define.

Parquet files, dlt and Spark share it. Nothing here imports pyarrow before it is used.

Column types are added in ``column_types``, the conversion of single values in ``coercion``, and the conversion of whole
columns in ``column_builders``.
"""
