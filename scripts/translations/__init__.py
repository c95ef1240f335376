"""The words of the pages and their translations."""
