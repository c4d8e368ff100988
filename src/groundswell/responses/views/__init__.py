"""The pages of answers: parse, one service or selector, render."""
