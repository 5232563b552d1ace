"""Carts, checkout, orders, their pages and REST calls: the top room, it sees all below.

Does not decide what fits (configurator), when it is made (production) or what it costs (catalog).
"""
