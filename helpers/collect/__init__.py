"""Steps 2.1 to 2.3: secondary information, primary research, analysis."""
