"""Processes: the supervisor, its children, the embedded PostgreSQL, health and heartbeats.

Starts, watches and stops things. Never knows what a job, a review or a callback is.
"""
