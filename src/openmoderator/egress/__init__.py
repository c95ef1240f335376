"""The only door out: fetching content, posting callbacks, calling connectors.

Knows URLs, addresses and time limits. Knows no Django, no settings and no database: the
policy is handed in.
"""
