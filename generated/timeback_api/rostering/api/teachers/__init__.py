"""Operations on teachers."""
