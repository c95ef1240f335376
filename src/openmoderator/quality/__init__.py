"""How well decisions agree: second opinions, golden items, disagreements, agreement."""
