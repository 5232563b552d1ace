"""Pages of carts and orders: each view reads the request and makes one service call."""
