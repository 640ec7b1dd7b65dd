"""Measurements that are run by hand: `python -m benchmarks` lists them; none of them is a test, none asserts a time."""
