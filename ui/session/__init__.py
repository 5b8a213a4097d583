"""The session: the case, undo, the address, what the browser keeps."""
