"""What machines read in a text: terms, personal data, language.

Pure: text in, values out. No Django, no network, no settings; the only files read are those
of the package and of the language model's package. Positions are code points of the given
text; `offsets` turns them into the UTF-16 code units of the wire (contract 4.1).
"""
