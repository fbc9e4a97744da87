"""Operations on enrollments."""
