"""The sheets of the workbook: each module writes one, and hands on where its figures stand."""
