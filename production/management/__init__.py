"""Commands of the factory; each parses its arguments and calls the planner or one service."""
