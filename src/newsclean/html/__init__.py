"""HTML pages: bytes to a tree, the tree to lines, and which of the lines are the article's.

Nothing here is imported for a text.
"""
