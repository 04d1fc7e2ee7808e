"""The handout as one self-contained HTML file: for phones and screen readers, and for any printer."""
