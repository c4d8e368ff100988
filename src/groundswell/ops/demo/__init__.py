"""The demo: a small invented campaign whose history makes sense, made through the same services people use."""
