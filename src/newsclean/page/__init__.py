"""Whole-page dumps: where in the text of a whole page the article stands.

`decide` tells a dump from a repost, `codes` says what one line looks like, `context` what stands
around it, `model` weighs both, `frame` decodes the weights to spans and marks what is outside,
`below` knows what goes on with an article below its last prose.
"""
