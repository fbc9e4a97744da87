"""Building blocks of resource classes: declared operations and listings, multi-request methods, raw responses.

A new kind of method for all services is added here. The methods of one service are declared in ``timeback.services``.
"""
