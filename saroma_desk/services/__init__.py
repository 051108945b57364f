"""One module for each family of use cases, one function for each use case of 要領 3–17."""
