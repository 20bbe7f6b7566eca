"""Ids, instants and reasons: words that every storey speaks. Imports nothing of ours."""
