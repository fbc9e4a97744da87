"""Operations on line_items."""
