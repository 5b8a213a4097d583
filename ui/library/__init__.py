"""The library in the app: the picker, versions, two who save at once."""
