"""What open pages ask for every few seconds."""
