"""Reading and writing of QTI XML. New elements are read here; their classes are in ``timeback.qti.model``."""
