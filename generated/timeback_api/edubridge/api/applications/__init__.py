"""Operations on applications."""
