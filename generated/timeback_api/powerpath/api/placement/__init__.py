"""Operations on placement."""
