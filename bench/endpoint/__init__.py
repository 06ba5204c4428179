"""The endpoint side by side with other SPARQL servers: speed, memory, start-up, and a soak under hostile load."""
