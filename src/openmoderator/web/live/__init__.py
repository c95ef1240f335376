"""What open pages ask for every few seconds, and what it costs when nothing changed."""
