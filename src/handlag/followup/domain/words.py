"""What the codes of a store's open columns say: each store has its own book of them."""

from __future__ import annotations

import narwhals as nw

from handlag.followup.domain.codes import CodeBook


class Words:
    """What the codes of a store's open columns say, asked as conditions."""

    def __init__(self, book: CodeBook) -> None:
        self._book = book

    def says(self, column: str, *words: str, source: str = "") -> nw.Expr:
        """Whether the column holds any of the words; ``source`` is whose words they are, if another column's."""
        known = self._book.learn(source or column, ())
        return nw.col(column).is_in([known[word] for word in words if word in known])
