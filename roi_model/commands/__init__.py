"""The command line: a function a command, JSON out."""
