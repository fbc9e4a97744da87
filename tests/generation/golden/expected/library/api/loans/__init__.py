"""Operations on loans."""
