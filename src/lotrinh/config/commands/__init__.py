"""One module per word of the `lotrinh` command."""
