"""The API console."""
