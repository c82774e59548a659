"""`python -m docextract` is the command line."""

from docextract.cli import main

if __name__ == "__main__":
    main()
