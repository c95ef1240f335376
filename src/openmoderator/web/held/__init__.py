"""Reviews that were set aside."""
