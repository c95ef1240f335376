"""What ``openmoderator screen`` does: files of texts screened by all cores, ended runs resumed.

Knows files and processes; what is found in a text is the business of `detect.text`.
"""
