"""Quality of decisions."""
