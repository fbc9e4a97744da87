"""Operations on render_config."""
