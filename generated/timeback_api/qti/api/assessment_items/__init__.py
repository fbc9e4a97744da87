"""Operations on assessment_items."""
