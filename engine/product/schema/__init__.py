"""The format `loanfoundry.product/1`, a group a file, with kinds, units and directions."""
