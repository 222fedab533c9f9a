"""The ground floor: values and rules. Standard library only."""
