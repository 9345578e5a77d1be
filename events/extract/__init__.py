"""What one article says: triggers, actors, places, dates, claimants; one Report per event."""
