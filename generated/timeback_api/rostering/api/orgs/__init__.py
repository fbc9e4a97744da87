"""Operations on orgs."""
