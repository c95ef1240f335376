"""Signing in and out, by password or one-time link, and setting a password."""
