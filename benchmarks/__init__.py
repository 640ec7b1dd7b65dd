"""How fast the slow things are: each file measures one, prints what it found, and writes it with `--json FILE`.

Run from the root of the repository: `python -m benchmarks.deck`. Times depend on the machine, so each is also printed as a
ratio to something bare that was measured in the same run.
"""
