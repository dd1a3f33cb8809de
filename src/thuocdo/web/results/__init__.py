"""Results: what came out, frozen as text, and the standings that pages sort and page."""
