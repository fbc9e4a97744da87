"""Operations on question."""
