"""REST calls of the orders room: placing, reading, listing and cancelling orders by key."""
