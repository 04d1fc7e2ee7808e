"""The command line: one file per command. It parses, calls `hepgen.app`, and shows the answer."""
