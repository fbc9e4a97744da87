"""Operations on filters."""
