"""The commands of the configurator, as a terminal sees them."""
