"""A synthetic agency calibrated to published figures; nothing imports it."""
