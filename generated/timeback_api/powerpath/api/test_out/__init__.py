"""Operations on test_out."""
