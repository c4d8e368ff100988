"""The pages of the communities room."""
