"""Answers in the reader's words: rows of a question become the parts of a figure. Nothing is computed here."""
