"""Operations on analytics."""
