"""世帯: the households, who belongs to them and all that happened."""
