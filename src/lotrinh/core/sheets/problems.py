class SheetProblem(ValueError):
    """The file cannot be read as a table. The message is Vietnamese: what is wrong, where, and how to mend it."""
