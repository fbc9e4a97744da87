"""Operations on classes."""
