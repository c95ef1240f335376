"""The demonstration: the main job on real input, as a caller and a reviewer would do it.

Talks to a running server over HTTP alone, like any program outside; stores nothing itself.
"""
