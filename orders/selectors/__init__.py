"""Questions about carts and orders; nothing here changes anything."""
