"""Drawings as data: read, write, mirror, colour and turn into PDF operators. Nothing clinical, nothing heavy."""
