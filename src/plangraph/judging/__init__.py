"""Validation of what clients send, in processes that can be stopped: bytes in, a written report out.

Validation runs foreign data, foreign shapes and the queries in them, so it is done in worker processes
(:mod:`plangraph.workers`), one submission each, which can open neither files nor connections. Whoever
speaks HTTP sees bytes only; the libraries of RDF are imported in the workers' own nursery.
"""
