"""Operations on score_scales."""
