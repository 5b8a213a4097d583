"""What pages are built from: the panel, tables, figures, boxes."""
