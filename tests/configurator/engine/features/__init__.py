"""Feature models: files in and out, counts, states, and documents made of them."""
