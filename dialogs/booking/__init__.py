"""Appointments, as families book, move, cancel and prepare them."""
