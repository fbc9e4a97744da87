"""Operations on test_assignments."""
