"""Ids, instants, refusals: types for all layers. Imports nothing of ours."""
