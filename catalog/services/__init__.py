"""Changes of the catalog: each service finishes its transaction or raises a refusal."""
