"""Operations on lesson."""
