"""Paktumtükör: a mirror of Hungarian employment pacts. README.md is the map of the house."""
