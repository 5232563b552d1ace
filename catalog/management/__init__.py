"""Commands of the catalog; each parses its arguments and calls one service."""
