"""Figures as pictures, drawn without a browser and without a network."""

from detente.results import Figure


def svg(figure: Figure) -> str:
    """The figure as an SVG document; nothing is fetched, whatever the specification names."""
    import vl_convert  # noqa: PLC0415 - 84 MB that only a brief needs

    drawn: str = vl_convert.vegalite_to_svg(dict(figure.spec), allowed_base_urls=[])
    return drawn
