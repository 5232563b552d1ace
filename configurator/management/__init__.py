"""Commands of the configurator; what they do stands in the engine and in services."""
