"""Judgement that was learned from labelled documents: no wording decides, surroundings do."""
