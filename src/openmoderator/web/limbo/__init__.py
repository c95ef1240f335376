"""Decisions that can still be taken back."""
