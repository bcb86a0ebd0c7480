"""PNG of the pictures that this workbook draws, for programs that take no SVG; Typst draws them."""

DOTS_PER_INCH = 200
PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg")'


def png(svg: bytes) -> bytes:
    """The same picture as PNG, fine enough for print; without date or maker, and text only as outlines.

    Examples
    --------
    >>> png(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')[1:4]
    b'PNG'
    """
    import typst

    picture = {"main.typ": PAGE, "picture.svg": svg}
    return bytes(typst.compile(picture, format="png", ppi=DOTS_PER_INCH, ignore_system_fonts=True))
