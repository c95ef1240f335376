"""Help: what each screen is for and how it is worked, in the words of the pages."""
