"""The Content Moderator connector: the detectors of this product as workflow outputs."""
