"""The Azure Content Moderator v1.0 wire: its leniency, shapes, codes and errors.

Nothing outside this package knows its spelling. It decides nothing about jobs, reviews or
workflows; it reads requests into the values of those rooms and writes their rows as answers.
"""
