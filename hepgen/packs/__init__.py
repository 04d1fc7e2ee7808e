"""Content folders: where they lie, which file wins, and how files become the types of `hepgen.model`."""
