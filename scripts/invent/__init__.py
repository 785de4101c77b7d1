"""What the makers of invented places share. Standard library only; the same seed gives the same bytes on every machine."""
