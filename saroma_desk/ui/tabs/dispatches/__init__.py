"""ヘルパー派遣: from the application to the last visit."""
