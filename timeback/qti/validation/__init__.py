"""What ``qti.check`` looks for in a document.

A new check is a function of ``elements``, ``item``, ``rules`` or ``structure``.
"""
