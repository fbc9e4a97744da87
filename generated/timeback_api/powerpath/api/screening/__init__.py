"""Operations on screening."""
