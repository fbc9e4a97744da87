"""Operations on terms."""
