"""What the demo's customers have ordered before anybody looks; what is sold stands in `catalog.demo`."""
