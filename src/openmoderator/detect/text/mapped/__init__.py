"""The structure of a snapshot of custom terms: sorted hashes in a file that is mapped, not loaded.

`layout` is the file, `hashing` the hash of any piece of a text in constant time, `keys` what of
a term is hashed, `building` writes, `lookup` finds. `snapshot` is the door to all of it.
"""
