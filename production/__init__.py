"""The factory: parts, bills, routings, work centres, runs, plans, stock and its ledger.

It knows work orders and their opaque references, never carts, customers or who asks.
"""
