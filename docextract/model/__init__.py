"""The vocabulary: frozen records that all stages share. No reading of files here."""
