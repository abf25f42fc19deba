"""Those who serve in total defence: daily allowance, the home guard's, family allowance and funeral grant."""
