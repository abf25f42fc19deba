"""Filters and tags of the portal's templates."""
