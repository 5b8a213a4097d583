"""What a user asks done to what was read: amounts at a rate, expenses over months."""
