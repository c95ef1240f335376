"""Reading an AlternateInput: which output another condition takes as its input."""


def alternate_source(text: str) -> tuple[str, str] | None:
    """Connector and output of `moderator.ocrText`; None when the text is not of that form.

    The first dot divides, since outputs have dots of their own (`text.Language`).
    """
    connector, _, output = text.partition(".")
    return (connector, output) if connector and output else None
