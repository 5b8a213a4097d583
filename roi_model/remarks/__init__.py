"""What is said of a case beside its figures: plausibility, capacity, evidence, story, notes."""
