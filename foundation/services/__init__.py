"""What changes foundation's own rows: accounts, keys, outbox delivery."""
