"""Mistakes that a person can mend, said in the reader's language.

An error names a key of `languages/*.toml` (section `error`) and the values that its sentence needs, so that the
command line and the pages can say the same thing in Hungarian or English.
"""


class PaktumError(Exception):
    """A user's mistake: where, what is wrong, what to do. Never shown with a traceback."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = f"error.{key}"
        self.values = values
        super().__init__(f"{self.key}: " + ", ".join(f"{name}={value}" for name, value in values.items()))


class StoreError(PaktumError):
    """The store cannot be built, published or opened; the last good snapshot stays published."""


class QuestionError(PaktumError):
    """No such question, or parameters that the question does not take."""
