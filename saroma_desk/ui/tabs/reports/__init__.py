"""集計: the fiscal year in pictures and figures, what only a person knows, the workbook."""
