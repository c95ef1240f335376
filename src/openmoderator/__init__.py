"""OpenModerator: self-hosted content moderation with human review."""

__version__ = "0.1.0"
