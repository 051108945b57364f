"""請求: months of providers and the claim desk."""
