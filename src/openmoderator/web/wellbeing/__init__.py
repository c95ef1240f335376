"""What I was shown today, and the limits I set myself."""
