"""The weights that come with the package, and the one way to load them.

`provenance.json` says of every file where it comes from, under which licence and with which
checksum. Nothing here downloads anything.
"""
