"""Listed configurations as diagrams."""
