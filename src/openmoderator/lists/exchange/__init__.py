"""Forms in which lists go to others and come from them. Pure text in and out: no database."""
