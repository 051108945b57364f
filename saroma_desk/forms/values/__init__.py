"""Pure functions from a case snapshot to the field values of each paper."""
