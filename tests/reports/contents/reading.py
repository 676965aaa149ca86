"""What a reader of a document sees, for tests."""

from banheng.reports.rendering.document import Chart, Heading, Paragraph, QrCode, Signatures, Table


def texts(document):
    """Give all words of a document, in order."""
    found = [document.title, document.subtitle]
    for block in document.blocks:
        match block:
            case Heading(text) | Paragraph(text) | QrCode(_, text):
                found.append(text)
            case Table() | Chart():
                found.append(block.title)
                table = block.table if isinstance(block, Chart) else block
                found += [str(cell) for row in [table.header, *table.rows] for cell in row]
            case Signatures(signers):
                found += signers
    return "\n".join(found)


def table(document, title):
    """Give the rows of the first table of a title, or of the table of a chart, as text."""
    for block in document.blocks:
        if isinstance(block, Table | Chart):
            found = block.table if isinstance(block, Chart) else block
            if title in {block.title, found.title}:
                return [[str(cell) for cell in row] for row in found.rows]
    raise AssertionError(f"no table {title}")
