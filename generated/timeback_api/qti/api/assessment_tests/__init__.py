"""Operations on assessment_tests."""
