"""One module per format; each turns the same document into a file."""
