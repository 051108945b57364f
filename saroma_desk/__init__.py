"""saroma_desk: the offline desk of 佐呂間町養育支援訪問事業."""

__version__ = "0.1.0"
