"""Operations on members."""
