"""What hypothesis would call a fault of a test, and is one of the machine, or of chance."""

from typing import Final

from hypothesis import HealthCheck

BY_CHANCE: Final = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
"""How long examples take to make, and how many of the first ones are of no use.

A test that names checks of its own names these too: its list takes the place of the profile's.
"""
