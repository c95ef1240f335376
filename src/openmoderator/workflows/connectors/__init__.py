"""What a workflow may ask, and who answers it. One folder for each connector."""
