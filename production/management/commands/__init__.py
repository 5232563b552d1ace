"""One module a command: arguments, exit codes and what is printed."""
