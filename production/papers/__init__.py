"""Papers of the factory; the sheet that they are written on lives in `catalog.papers`."""
