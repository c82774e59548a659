"""Checks that take all reports of a run: each module yields findings, each with the report that it is shown under."""
