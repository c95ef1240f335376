"""What programs call: the recorded v1.0 wire and our own OpenAPI."""
