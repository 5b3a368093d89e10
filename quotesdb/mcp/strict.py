"""A server that takes no arguments which a tool does not have, and says in plain words what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import ValidationError

if TYPE_CHECKING:
    from mcp.server.mcpserver.context import Context
    from mcp_types import CallToolResult, InputRequiredResult, Tool
    from pydantic_core import ErrorDetails


class StrictServer(MCPServer[Any]):
    """Whoever asks for quotations of a kind must not believe that this restricted what was found."""

    async def list_tools(self) -> list[Tool]:
        """The tools, whose schemas say that there are no other arguments."""
        tools = await super().list_tools()
        closed = {"additionalProperties": False}
        return [tool.model_copy(update={"input_schema": dict(tool.input_schema) | closed}) for tool in tools]

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool by name.

        Raises:
            ToolError: if there is no such tool or argument, a value cannot be, or the tool says so.
        """
        known = {tool.name: list(tool.input_schema["properties"]) for tool in await self.list_tools()}
        for given in arguments if name in known else ():
            if given not in known[name]:
                raise ToolError(f"{name} takes no {given!r}; it takes: {', '.join(known[name])}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                wrong = "; ".join(_worded(each) for each in error.__cause__.errors(include_url=False))
                raise ToolError(f"{name}: {wrong}") from error.__cause__
            raise


def _worded(error: ErrorDetails) -> str:
    """One thing that is wrong, by the argument."""
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}"
