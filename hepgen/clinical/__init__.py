"""The clinical reasoning: screen, choose, dose, step up. Pure functions over a Library; no I/O, no clock."""
