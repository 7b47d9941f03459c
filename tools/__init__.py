"""Commands for set-up and releases."""
