"""What the commands for editors do, one module a command; `cli` only reads their options."""
