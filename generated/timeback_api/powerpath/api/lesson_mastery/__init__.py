"""Operations on lesson_mastery."""
