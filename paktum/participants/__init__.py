"""Rows of single participants: read, checked, counted into cubes. Nothing of one person leaves this room."""
