"""The next plan from the last one and the diary: what happened, what it asks for, what becomes of each exercise."""
