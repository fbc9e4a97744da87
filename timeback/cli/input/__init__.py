"""What commands read: JSON records, events and times."""
