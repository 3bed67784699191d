"""Where a study goes: to the terminal, as JSON, or into files."""

from pathlib import Path

import click

from detente.results import Study


def put(study: Study, *, as_json: bool) -> None:
    """Print a study as JSON or as text."""
    if as_json:
        from detente.results.plain import to_json

        click.echo(to_json(study), nl=False)
        return
    from detente.report.terminal import print_study

    print_study(study)


def write_brief(study: Study, folder: Path, formats: tuple[str, ...]) -> tuple[Path, ...]:
    """Write the brief in the formats asked for; what goes wrong with glyphs is said on the way."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    if "json" in formats:
        from detente.results.plain import to_json

        written.append(_write(folder / "study.json", to_json(study).encode()))
    if "html" in formats:
        from detente.report.html import to_html

        written.append(_write(folder / "brief.html", to_html(study).encode()))
    if "pdf" in formats:
        from detente.report.pdf import to_pdf

        pdf = to_pdf(study)
        written.append(_write(folder / "brief.pdf", pdf.content))
        for warning in pdf.warnings:
            click.echo(f"warning: {warning}", err=True)
    return tuple(written)


def _write(place: Path, content: bytes) -> Path:
    """Written beside and moved into place, so that nothing half-written is left."""
    draft = place.with_name(f".{place.name}.part")
    draft.write_bytes(content)
    draft.replace(place)
    return place
