"""The shop page and the configurator page, whole or as fragments for htmx.

Forms are read here and shown by the presenters; no rule is decided here.
"""
