"""hepgen: from what a physiotherapist knows at the end of a session to a home-exercise handout."""

__version__ = "0.1.0"
