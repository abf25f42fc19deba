"""What was paid wrongly, claimed back and investigated."""
