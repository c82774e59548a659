"""Errors planted in the corpus reports, and what the checks make of them: `python -m bench.checks --help`.

reading.py     a corpus report read once
edits.py       changes of records, and the errors that are made of them
slips.py       how digits go wrong
numbers.py words.py structure.py     kinds of error, each with what it takes for one to be covered
planting.py    errors drawn, planted, judged
figures.py     recall, precision, culprit, by kind and layout
clean.py       false findings in reports without planted errors
typeset.py     the same in the source, typeset and read whole
systems.py properties.py     rounding-consistent numbers raise nothing, moved ones are caught
"""
