"""Appointments: who is free when, taking a time without ever giving it twice, and what follows from it."""
