"""4,454 real loan applications with outcomes: read, scored, decided and measured."""
