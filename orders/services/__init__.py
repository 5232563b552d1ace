"""What changes carts and orders; each service opens its own transaction and finishes or raises."""
