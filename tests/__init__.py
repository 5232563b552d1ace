"""Every test; the folders mirror the code."""
