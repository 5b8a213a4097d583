"""What a reader opens first: the cover, and the plan by year."""
