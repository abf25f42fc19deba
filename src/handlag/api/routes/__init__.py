"""The addresses, a module per room they speak for."""
