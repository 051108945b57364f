"""One module for each step, `vNNNN_what.py`; steps know no record and no table class, which go on changing."""
