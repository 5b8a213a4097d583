"""What the words of an account's movements tell of them, in a table or in a bank's own format."""
