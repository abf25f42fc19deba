"""Quality: file review by random sample, learning kept apart from measuring, and effects told by design strength."""
