"""What a workspace keeps of the page Actuals."""
