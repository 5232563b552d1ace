"""Questions about the factory; nothing here changes a row."""
