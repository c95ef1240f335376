"""``python -m openmoderator``: the command line."""

from openmoderator.cli import main

main()
