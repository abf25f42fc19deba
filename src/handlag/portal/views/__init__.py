"""The pages, one module per role. A view reads the form, calls one action or query and picks the page."""
