"""Pagination of listings without HTTP: paginator, end of a listing, deduplication, prefetch, checkpoints.

A new way of paging is added here: in ``position`` and ``end_of_listing``.
"""
