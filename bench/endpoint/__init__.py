"""The endpoint beside other SPARQL servers: speed, memory, start-up, and a soak under hostile load."""
