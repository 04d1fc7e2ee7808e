"""Files that people and programs hand in, turned into a profile or a plan, or into every problem in them."""
