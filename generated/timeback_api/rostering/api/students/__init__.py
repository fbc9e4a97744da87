"""Operations on students."""
