"""The guide for supporting supporters: goals, difficulties, methods, concepts, steps, checklist."""
