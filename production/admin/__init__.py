"""The factory in Django admin: master data is edited, system records are read-only."""
