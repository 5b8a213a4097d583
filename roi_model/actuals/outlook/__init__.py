"""What is still to come: of the deals that are open, of those still to be made, with its doubt."""
