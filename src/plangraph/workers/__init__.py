"""Queries in processes of their own, which can be stopped without touching anybody else.

A query that takes too long, wants too much memory or kills the engine costs its own client an honest error
(:mod:`~plangraph.workers.errors`). The nursery forks workers from a process that holds the graphs; the pool,
in the process that speaks HTTP, decides which query runs where and for how long. Nothing here knows HTTP.
"""
