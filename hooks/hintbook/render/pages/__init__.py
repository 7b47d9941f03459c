"""The pages of the site, a module or folder for each family.

Each module's `pages(site)` yields its pages; their HTML is rendered on first use.
"""
