"""Operations on associations."""
