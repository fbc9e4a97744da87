"""Operations on credentials."""
