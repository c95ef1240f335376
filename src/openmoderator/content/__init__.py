"""The stored item: pictures and texts that jobs and reviews refer to. Knows neither of them."""
