"""The expression of a workflow: its nodes, its reading, its canonical form, its checks."""
