"""The pages of the wire: parse, one service or selector, render."""
