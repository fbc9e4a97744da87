"""Operations on schools."""
