"""What every room stands on: people, keys, events and outbox, money, locks, errors.

Knows no room: nothing here imports catalog, production, configurator or orders.
"""
