"""The web half: people's acts become rows, rows become a frame for the pure half."""
