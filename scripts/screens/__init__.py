"""The manual's page of each screen, with its picture."""
