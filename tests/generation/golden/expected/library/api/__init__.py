"""Operations, one module each, by collection."""
