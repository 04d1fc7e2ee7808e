"""Drawings as data: read, write, mirror, colour, turn into PDF operators. Nothing clinical or heavy."""
