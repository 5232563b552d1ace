"""Ready values for pages, mails and REST answers: names, prices, sentences; no decisions."""
