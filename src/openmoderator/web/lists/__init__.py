"""Term and image lists."""
