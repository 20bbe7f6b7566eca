"""Proofs, one folder per tier; the folder is the marker."""
