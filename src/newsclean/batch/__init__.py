"""Many documents at once: which files, where their results go, who shares the work."""
