"""The pages of hearing."""
