"""Disclosure control over linked tables: what is hidden so that nobody learns a figure on one to three persons.

``model`` has the cells and their sums, ``attack`` what a reader can work out, ``suppress`` the choice of cells,
``files`` the CSV. ``audit`` is the opposite side: it reads only what is printed and shares no code with the others.
"""
