"""Operations on assessment_line_items."""
