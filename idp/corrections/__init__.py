"""Requests of people to correct what is on record about them, and the officers' decisions."""
