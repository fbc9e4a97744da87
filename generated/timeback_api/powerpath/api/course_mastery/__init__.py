"""Operations on course_mastery."""
