"""User stories, one a file, in a real browser or over REST, on real services."""
