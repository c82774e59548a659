"""The contract in code: records to JSON, CSV, workbook and pictures. Outputs never compute."""
