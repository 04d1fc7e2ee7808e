"""The PDF renderer (PDF/UA-1 and PDF/A-2a in one file); the only room that knows reportlab and Pillow."""
