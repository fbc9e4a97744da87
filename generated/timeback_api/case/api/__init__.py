"""Operations, one module for each, grouped by collection."""
