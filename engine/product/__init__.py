"""Loan products: what one is, what a county may change, what it costs, and what it rests on."""
