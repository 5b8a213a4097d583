"""Invoices as data: Factur-X and ZUGFeRD (a PDF with its XML inside), CII and UBL XML."""
