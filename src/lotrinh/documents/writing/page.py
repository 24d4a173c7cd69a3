"""An administrative document on the screen: the same structure as in Word and PDF, readable on a phone."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lotrinh.documents.writing import layout
from lotrinh.documents.writing.structure import (
    Heading,
    OfficialText,
    Paragraph,
    Picture,
    Run,
    Table,
    based_on,
    closed,
    listed,
)


def to_page(text: OfficialText) -> SafeString:
    """The document as HTML; every text in it is escaped, charts are images."""
    parts = [_head(text), *(_block(block) for block in closed(text.body)), _foot(text)]
    parts += [_appendix(text, place) for place in range(len(text.appendices))]
    return format_html('<article class="official-text">{}</article>', mark_safe("".join(parts)))


def _head(text: OfficialText) -> SafeString:
    head = text.letterhead
    return format_html(
        '{stamp}<div class="letterhead"><div>{superior}<strong>{issuer}</strong><hr>'
        '<div class="pre">{number}</div></div>'
        '<div><strong>{nation}</strong><strong>{motto}</strong><hr><em class="pre">{date}</em></div></div>'
        '<div class="title"><strong>{kind}</strong><strong>{abstract}</strong><hr></div>{to}{bases}',
        stamp=format_html('<p class="stamp">{}</p>', text.stamp) if text.stamp else "",
        superior=format_html("<div>{}</div>", head.superior) if head.superior else "",
        issuer=head.issuer,
        number=head.number_line,
        nation=layout.NATIONAL_NAME,
        motto=layout.MOTTO,
        date=head.date_line,
        kind=text.kind.upper(),
        abstract=text.abstract,
        to=_addressees(text.addressees),
        bases=format_html_join("", "<p><em>{}</em></p>", ((base,) for base in based_on(text.bases))),
    )


def _addressees(addressees: tuple[str, ...]) -> SafeString | str:
    if not addressees:
        return ""
    if len(addressees) == 1:
        return format_html('<div class="addressees">Kính gửi: {}.</div>', addressees[0].rstrip(".;"))
    return format_html('<div class="addressees">Kính gửi:{}</div>', _lines(listed(addressees)))


def _lines(lines) -> SafeString:
    return format_html_join("", "<div>{}</div>", ((line,) for line in lines))


def _block(block) -> SafeString:
    match block:
        case Heading():
            title = block.title.upper() if block.level <= 1 else block.title
            tag = f"h{max(block.level, 1) + 1}"
            return format_html(f"<{tag}>{{}} {{}}</{tag}>", block.label, title)
        case Paragraph():
            lead = f"{block.mark} " if block.mark else ""
            return format_html("<p>{}{}</p>", lead, _runs(block.runs))
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)
    raise TypeError(f"{type(block).__name__} is no block of a document")


def _runs(runs: tuple[Run, ...]) -> SafeString:
    marked = []
    for run in runs:
        piece = format_html("{}", run.text)
        piece = format_html("<em>{}</em>", piece) if run.italic else piece
        marked.append(format_html("<strong>{}</strong>", piece) if run.bold else piece)
    return mark_safe("".join(marked))


def _table(table: Table) -> SafeString:
    css = ["num" if column.numeric else "" for column in table.columns]
    head = format_html_join("", "<th>{}</th>", ((column.title,) for column in table.columns))
    rows = [
        format_html(
            "<tr{}>{}</tr>",
            mark_safe(' class="strong"') if place in table.strong else "",
            format_html_join("", '<td class="{}">{}</td>', zip(css, row, strict=True)),
        )
        for place, row in enumerate(table.rows)
    ]
    return format_html(
        '<div class="table-scroll" tabindex="0"><table class="official-table">{}'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{}",
        format_html("<caption>{}</caption>", table.caption) if table.caption else "",
        head,
        mark_safe("".join(rows)),
        format_html('<p class="small-note">{}</p>', table.note) if table.note else "",
    )


def _picture(picture: Picture) -> SafeString:
    return format_html(
        '<figure><img class="chart" src="data:image/svg+xml;base64,{}" alt="{}"><figcaption>{}</figcaption></figure>',
        picture.as_base64,
        picture.alt,
        picture.caption,
    )


def _foot(text: OfficialText) -> SafeString:
    return format_html(
        '<div class="letterhead foot"><div class="recipients"><strong><em>Nơi nhận:</em></strong>{}</div>'
        "<div>{}<strong>{}</strong></div></div>",
        _lines(listed(text.recipients)),
        format_html_join("", "<strong>{}</strong>", ((line.upper(),) for line in text.signature.lines)),
        text.signature.name,
    )


def _appendix(text: OfficialText, place: int) -> SafeString:
    appendix = text.appendices[place]
    return format_html(
        '<section class="appendix"><div class="title"><strong>{}</strong><strong>{}</strong><em>{}</em><hr></div>'
        "{}</section>",
        text.appendix_label(place),
        appendix.title.upper(),
        text.attached_to,
        mark_safe("".join(_block(block) for block in appendix.blocks)),
    )
