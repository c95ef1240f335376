"""The house around every screen: header, theme, team switch, badges, error pages."""
