"""Operations on courses."""
