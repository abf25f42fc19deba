"""Stability: whether the law is applied as before, told apart from changed law, changed cases and chance.

Pure: counts come in, values go out; nothing here reads files, the database or the clock.
"""
