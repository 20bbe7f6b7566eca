"""Days as a person in Viet Nam reads them, not taken from the product's own formatter."""

from datetime import datetime, timedelta


def long_date(instant: datetime) -> str:
    """The English long form of the day it is in Viet Nam, such as `3 February 1990`."""
    there = instant + timedelta(hours=7)
    return f"{there.day} {there:%B %Y}"
