"""What machines see: bytes and text in, values out.

Pure: no Django, no network, no settings, and no file but the models of the package.
"""
