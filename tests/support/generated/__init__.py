"""Content that programs make to test what must not break: mutated files, injected mark-up."""
