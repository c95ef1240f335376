"""The pictures of the demo: the harmless ones that every installation can draw."""

from openmoderator.samples.pictures import QUOTE, quote_picture, sample_pictures

__all__ = ["QUOTE", "quote_picture", "sample_pictures"]
