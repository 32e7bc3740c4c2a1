"""What every screen is drawn with, and who is looking; knows no feature."""
