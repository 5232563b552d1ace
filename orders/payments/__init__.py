"""The card provider behind an interface, and the test bank that speaks it in the demo.

What a payment means for an order is not here: `orders.services.payments` decides that.
"""
