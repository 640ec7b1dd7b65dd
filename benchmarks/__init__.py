"""Measurements of Paktumtükör against bare engines, and makers of invented data: `python -m benchmarks` lists them; see README.md."""
