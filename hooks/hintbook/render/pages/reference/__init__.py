"""What readers look things up in: tags, glossary, sources."""
