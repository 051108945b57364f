"""The yearly workbook and the figures behind the charts."""
