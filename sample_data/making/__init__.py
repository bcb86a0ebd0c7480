"""How the sample projects are made: everything in them is invented."""
