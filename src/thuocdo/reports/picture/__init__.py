"""Pictures for sharing: what a page of results says, on one card of the size that portals and messengers show.

    Card (texts, figures, lines on their rulers) --png_of--> PNG, 1200 x 630

The card is drawn by Pillow with the typeface of a package, so it looks the same on every machine. Needs the extra `web`.
"""
