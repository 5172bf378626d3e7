"""Campaigns against the appointment book: rivals, histories with seeded faults, and how fast free times are found."""
