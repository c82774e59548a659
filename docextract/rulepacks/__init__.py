"""Rule packs: what is known about a kind of report, read from `rules/` and checked as a set."""
