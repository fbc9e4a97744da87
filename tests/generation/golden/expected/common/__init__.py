"""Models that the packages share."""
