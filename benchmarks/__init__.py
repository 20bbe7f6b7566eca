"""Preparing an installation for load measurements; no part of the product."""
