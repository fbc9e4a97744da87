"""Operations on subject_tracks."""
