"""Files for programs and downloads: open data, CSV, feed, search index, QR codes, sitemap.

Each module's `assets(site)` yields its files; their content is made on first use.
"""
