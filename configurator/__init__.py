"""The configurator room: choices become a valid, priced and dated configuration; shop pages.

`engine` is the pure solver. Carts and orders live above, parts and runs below.
"""
