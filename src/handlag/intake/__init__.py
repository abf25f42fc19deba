"""What comes in: claims from web, paper and API, and medical certificates."""
