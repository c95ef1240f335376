"""What people were shown today, when a break is due, and when it is enough."""
