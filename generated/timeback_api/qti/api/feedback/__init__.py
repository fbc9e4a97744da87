"""Operations on feedback."""
