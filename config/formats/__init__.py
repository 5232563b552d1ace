"""How numbers are written, where we differ from Django; nothing else of a language lives here."""
