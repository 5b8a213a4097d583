"""What goes in, declared once: every input with its card, and the paths that name it."""
