"""Stands here so that pytest puts this folder on the import path: tests import the fixtures beside it by name."""
