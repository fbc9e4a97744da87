"""Operations on results."""
