"""Operations on academic_sessions."""
