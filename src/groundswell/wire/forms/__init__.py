"""What people fill in on the wire's pages, with messages for people."""
