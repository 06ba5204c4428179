"""The named graphs, in this process or in another store, and one query interface over them.

The only package that imports pyoxigraph. Nothing here knows HTTP, and nothing outside sees the engine's
classes: callers get :mod:`~plangraph.store.terms`, :class:`~plangraph.store.answer.Answer` values and
errors below :class:`~plangraph.errors.QueryError`.
"""
