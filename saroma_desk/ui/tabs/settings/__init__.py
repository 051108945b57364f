"""設定: what the town has settled, who signs, providers, safety of the data, taking a ledger over."""
