"""Numbers in Arabic: ``1,490.50``. Django's own follow the Maghreb and do not group."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
