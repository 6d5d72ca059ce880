"""What the site shows, derived from the archive alone: pages, head tags, data, site map.

Nothing here knows MkDocs: the engine above asks for pages and files, and hands views to templates.
"""
