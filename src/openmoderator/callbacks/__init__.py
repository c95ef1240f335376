"""Callbacks: what they say, how they are signed, and that each one arrives or shows as failed.

Knows nothing of jobs and reviews but the values handed in; posts only through `egress`.
"""
