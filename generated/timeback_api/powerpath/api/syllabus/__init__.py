"""Operations on syllabus."""
