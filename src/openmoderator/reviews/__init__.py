"""Reviews: queue, claim, draft, decide. Never imports jobs."""
