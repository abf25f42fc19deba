"""``python -m handlag``."""

from handlag.cli import main

main()
