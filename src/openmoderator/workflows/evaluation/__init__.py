"""Deciding an expression from the answers of connectors. Pure: asks through one function."""
