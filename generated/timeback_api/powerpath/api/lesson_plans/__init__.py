"""Operations on lesson_plans."""
