"""The shell around the command line: completion, the syntax of variables, and programs that a command starts."""
