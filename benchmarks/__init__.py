"""Measurements that are run by hand: `python -m benchmarks.<name>`; none of them is a test, none asserts a time."""
