"""What resource classes are made of: declared operations, listings, batches, raw responses.

A new kind of method for all services is added here. What one service offers is declared in ``timeback.services``.
"""
