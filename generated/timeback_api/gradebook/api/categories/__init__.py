"""Operations on categories."""
