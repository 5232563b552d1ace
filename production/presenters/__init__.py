"""Ready values for the staff pages: names, sentences, places on the chart; no changes."""
