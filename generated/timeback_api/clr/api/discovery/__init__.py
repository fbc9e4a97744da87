"""Operations on discovery."""
