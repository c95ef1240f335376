"""One moderation job from accepted to complete."""
