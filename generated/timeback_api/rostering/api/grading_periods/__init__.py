"""Operations on grading_periods."""
