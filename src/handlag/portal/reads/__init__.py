"""What a page reads to be drawn: one function a page, a fixed number of questions to the database."""
