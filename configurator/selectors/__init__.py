"""What is for sale at a moment, gathered from catalog and stock. Changes nothing."""
