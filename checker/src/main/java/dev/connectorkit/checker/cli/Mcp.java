package dev.connectorkit.checker.cli;

import picocli.CommandLine.Command;

@Command(
        name = "mcp",
        description = "Shows the actions of a document as agents get them.",
        subcommands = McpCheck.class,
        mixinStandardHelpOptions = true)
final class Mcp {}
