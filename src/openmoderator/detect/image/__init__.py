"""Pictures: decoding untrusted bytes, and the detectors that look at the result.

Only `decode` ever touches bytes from outside; every detector takes its `Picture`.
"""
