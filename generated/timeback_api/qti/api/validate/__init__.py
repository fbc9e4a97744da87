"""Operations on validate."""
