"""Django's PostgreSQL engine with a pool that gets over a restarted database at once."""
