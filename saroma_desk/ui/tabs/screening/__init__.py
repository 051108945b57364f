"""スクリーニング: the survey with the ordinance's indicators."""
