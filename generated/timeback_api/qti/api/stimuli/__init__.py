"""Operations on stimuli."""
