"""Fields to one table: workbooks, sheets, headers, totals, long form."""
