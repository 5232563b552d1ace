"""What changes the factory: one keyword-only function for each act, in its own transaction."""
