"""Names of people and organisations, parsed and compared; nothing else of ours does that."""
