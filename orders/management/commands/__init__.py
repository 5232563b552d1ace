"""Commands of the orders room: checking the laws, loading the demo shop."""
