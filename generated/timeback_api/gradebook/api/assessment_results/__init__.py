"""Operations on assessment_results."""
