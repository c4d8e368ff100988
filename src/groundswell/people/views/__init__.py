"""The pages of the people room, one module for each family."""
