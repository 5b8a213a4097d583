"""Workbooks of every format that is read, each as sheets of cells with what their library hides."""
