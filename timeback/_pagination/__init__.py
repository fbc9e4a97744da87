"""From one page to the next: paginator, prefetch, duplicate detection, checkpoints. No HTTP in here."""
