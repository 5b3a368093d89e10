"""Training of the encoder that `quotesdb.extract` ships; not part of the installed package."""
