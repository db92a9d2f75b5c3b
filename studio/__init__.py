"""The studio: people watch, and later compose, check and publish, what the engine decides."""
