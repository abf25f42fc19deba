"""Planning's models, pure: numbers in, numbers out; time and randomness are given."""
