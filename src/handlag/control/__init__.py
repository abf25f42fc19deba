"""Control: what was paid wrongly and what is done about it. Recoveries, and investigations of suspected errors."""
