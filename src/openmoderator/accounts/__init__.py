"""People, teams, roles, subteams and API keys. Knows nothing of content or reviews."""
