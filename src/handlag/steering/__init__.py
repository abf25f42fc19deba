"""Legal steering: the register of what steers, the work log of unclear questions, guidance, and what alarms meant."""
