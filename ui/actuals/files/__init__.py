"""What stands about each file: its kind, its doubts, several at a glance."""
