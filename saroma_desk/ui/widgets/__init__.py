"""Small input widgets: era date box, name box, time box, chips, next-step strip."""
