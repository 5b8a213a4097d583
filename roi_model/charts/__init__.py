"""The pictures: each file has `frame(...)`, the tidy data, and `spec(...)`, the picture without it.

A picture is authored with Altair once per language, currency, theme and shape, and kept as a
Vega-Lite dict without data; a rerun only sends a new data frame.
"""
