"""書類: what is to be issued, what was issued, the case folder, empty forms, a provider's month."""
