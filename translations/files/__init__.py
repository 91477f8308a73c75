"""Translation files: what a page's translation is as PO, XLIFF and TMX, without the database."""
