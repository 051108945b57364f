"""支援計画: plans, progress notes, consultation visits, evaluation and closure."""
