"""How often a key may call. Knows no operation and no shape of an answer."""
