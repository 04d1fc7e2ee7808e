"""What the words mean: frozen types without I/O."""
