"""Lengths that all renderers speak of."""

MM = 72 / 25.4
"""Points in a millimetre."""
