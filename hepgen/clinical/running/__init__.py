"""Running: who may run, the walk–run sessions, the calendar to the target (evidence section 4)."""
