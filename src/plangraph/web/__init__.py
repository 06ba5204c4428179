"""The HTTP service: SPARQL 1.1 Protocol, dereferenced IRIs, a few pages.

Knows the store, the settings and the folder of stored queries, nothing else of plangraph. A view reads the
request, asks the store, negotiates and responds; it builds no SPARQL.
"""
