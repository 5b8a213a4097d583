"""What a user asks to be done to what was read: amounts at a rate of exchange."""
