"""The append-only record of who saw and did what. Written in the same transaction as the act."""
