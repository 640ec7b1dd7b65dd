"""Measurements of Paktumtükör against the bare engine: `python -m benchmarks` lists them; see README.md."""
