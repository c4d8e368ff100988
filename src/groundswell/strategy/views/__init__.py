"""The pages of the strategy room."""
