"""Operations on demographics."""
