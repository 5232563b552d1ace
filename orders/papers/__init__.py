"""Papers as PDF: quotes, order confirmations, invoices, in the customer's language.

Only how they look is here; what they say comes from presenters and models.
"""
