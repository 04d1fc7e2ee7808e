"""Pictures that people bring along, made safe and small. The one user of Pillow, which is imported when one is read."""
