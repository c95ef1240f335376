"""``python -m openmoderator`` is the command ``openmoderator``."""

from openmoderator.cli import main

if __name__ == "__main__":
    main()
