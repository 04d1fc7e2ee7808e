"""The parts of a handout, one module each: pure functions from material to a section, or None for "none"."""
