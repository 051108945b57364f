"""The ten papers: template (schema) -> layout (measure) -> render (draw)."""
