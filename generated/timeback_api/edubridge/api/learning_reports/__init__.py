"""Operations on learning_reports."""
