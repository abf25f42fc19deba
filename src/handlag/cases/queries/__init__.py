"""What may be read of cases."""
