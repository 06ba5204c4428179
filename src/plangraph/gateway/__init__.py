"""Between granian, which speaks HTTP, and the WSGI application: clients that are slow, stops and reloads.

granian's own threads are in Rust. What it leaves to others is here: a bound on bodies that do not come and on
answers that nobody takes, lines of the access log, and a new HTTP process in place of an old one.
"""
