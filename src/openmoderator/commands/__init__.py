"""One file for each command of the command line; each calls a room and prints what it says."""
