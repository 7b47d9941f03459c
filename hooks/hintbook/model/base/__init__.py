"""What the entry types are made of: field types, base models, rules, introspection."""
