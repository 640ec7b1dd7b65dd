"""Readers of export files: one module per format; what every one of them hands over is a `Reading`."""
