"""The rules of ``qti.check``. A new rule is added to ``elements``, ``item``, ``rules`` or ``structure``."""
