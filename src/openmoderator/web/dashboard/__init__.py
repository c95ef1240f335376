"""The first page: what waits and what is done."""
