"""Models that several packages use."""
