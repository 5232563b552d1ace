"""Pages for staff: the shop floor and the factory board."""
