"""What pages and mails ask about hearing."""
