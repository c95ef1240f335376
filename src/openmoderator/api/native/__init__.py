"""Our own calls beside the old wire: many texts or pictures at once, answered item by item.

One thing that is wrong with one item is that item's answer and nobody else's. Shapes are
snake_case; errors of a whole call have the one shape of the wire.
"""
