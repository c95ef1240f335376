"""The connectors that there are, found by name. Asks none of them anything."""

from collections.abc import Iterable

from openmoderator.workflows.connectors.base import Connector, UnknownConnector


class Registry:
    """Immutable lookup of connectors by name or alias, in any letter case."""

    def __init__(self, connectors: Iterable[Connector]) -> None:
        self.connectors = tuple(connectors)
        self._by_name = {
            name.casefold(): connector
            for connector in self.connectors
            for name in (connector.name, *connector.aliases)
        }

    def find(self, name: str) -> Connector:
        """The connector of that name or alias; raises UnknownConnector, which lists all."""
        connector = self._by_name.get(name.strip().casefold())
        if connector is None:
            allowed = ", ".join(connector.name for connector in self.connectors)
            message = f"There is no connector {name!r}; allowed: {allowed}."
            raise UnknownConnector(message)
        return connector
