"""QTI documents to and from XML. A new element gets its reader here and its class in ``timeback.qti.model``."""
