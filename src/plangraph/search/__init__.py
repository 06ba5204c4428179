"""Full-text search over what a dataset names and quotes: labels, identifiers, definitions, source rows.

Words are stemmed by the language of their text and accents are folded; SQLite's FTS5 keeps the index and
ranks (docs/decisions/0011-search.md). The index is a temporary file, made once for each version of the data
by whichever process needs it first, and read by all: that which speaks HTTP, and the workers behind SPARQL.
"""
