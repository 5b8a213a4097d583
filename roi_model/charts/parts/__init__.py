"""What charts are built from: theme, axes, keys, frames."""
