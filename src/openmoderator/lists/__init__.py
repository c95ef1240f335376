"""Term and image lists of a team, and the snapshots that a RefreshIndex publishes."""
