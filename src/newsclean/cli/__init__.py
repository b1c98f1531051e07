"""The command line: one thin module a command."""

# Here, and not where click is, because the fast path must know them without click.
COMMANDS = ("clean", "dedup", "doctor", "explain", "filters", "learn", "restore", "rules",
            "schema", "spark")  # fmt: skip
