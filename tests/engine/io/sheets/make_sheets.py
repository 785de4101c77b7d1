#!/usr/bin/python3
"""Writes the two workbooks of sheets_test.cpp, as a spreadsheet program would save them: `make_sheets.py` beside the files.

Both hold the sheets "People" (an empty row first, a heading, texts, a number, dates, a formula with its last result, yes and no, an empty
row between, a cell beyond the headings) and "Ties". Standard library only; the bytes are the same each time.
"""
import os
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def pack(name, members):
    with zipfile.ZipFile(os.path.join(HERE, name), "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members:
            info = zipfile.ZipInfo(member, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if member == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)


def xlsx():
    shared = ["number", "name", "hours", "since", "asked at", "twice", "helps", "Ren\u00e9e", "Tom & Jo", "a", "b"]
    cell = '<c r="{}" t="s"><v>{}</v></c>'.format
    people = (
        '<row r="2">' + "".join(cell(f"{'ABCDEFG'[i]}2", i) for i in range(7)) + "</row>"
        '<row r="3"><c r="A3"><v>7</v></c>' + cell("B3", 7) + '<c r="C3"><v>2.5</v></c><c r="D3" s="1"><v>43832</v></c><c r="E3" s="2"><v>43832.5</v></c>'
        '<c r="F3"><f>C3*2</f><v>5</v></c><c r="G3" t="b"><v>1</v></c></row>'
        '<row r="5"><c r="A5"><v>8</v></c>' + cell("B5", 8) + '<c r="G5" t="b"><v>0</v></c><c r="H5"><v>99</v></c></row>')
    ties = "<row r=\"1\">" + cell("A1", 9) + cell("B1", 10) + '</row><row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>8</v></c></row>'
    sheet = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="' + MAIN + '"><sheetData>{}</sheetData></worksheet>'
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    pack("workbook.xlsx", [
        ("[Content_Types].xml", f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kinds}sheet.main+xml"/>'
         f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="{kinds}worksheet+xml"/></Types>'),
        ("_rels/.rels", f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets><sheet name="People" sheetId="1" r:id="r1"/><sheet name="Ties" sheetId="2" r:id="r2"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
         f'<Relationship Id="r2" Type="{RELS}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Type="{RELS}/styles" Target="styles.xml"/>'
         f'<Relationship Id="r4" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'),
        ("xl/styles.xml", f'<?xml version="1.0"?><styleSheet xmlns="{MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>'),
        ("xl/sharedStrings.xml", f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{MAIN}">' + "".join(f"<si><t>{s.replace('&', '&amp;')}</t></si>" for s in shared) + "</sst>"),
        ("xl/worksheets/sheet1.xml", sheet.format(people)),
        ("xl/worksheets/sheet2.xml", sheet.format(ties)),
    ])


def ods():
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'.format
    number = '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'.format
    date = '<table:table-cell office:value-type="date" office:date-value="{0}"><text:p>{0}</text:p></table:table-cell>'.format
    yes = '<table:table-cell office:value-type="boolean" office:boolean-value="{0}"><text:p>{0}</text:p></table:table-cell>'.format
    formula = '<table:table-cell table:formula="of:=[.C3]*2" office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'
    empty, row = "<table:table-cell/>", "<table:table-row>{}</table:table-row>".format
    people = "".join([
        row(empty), row("".join(map(text, ["number", "name", "hours", "since", "asked at", "twice", "helps"]))),
        row(number("7") + text("Ren\u00e9e") + number("2.5") + date("2020-01-02") + date("2020-01-02T12:00:00") + formula + yes("true")),
        row(empty), row(number("8") + text("Tom &amp; Jo") + '<table:table-cell table:number-columns-repeated="4"/>' + yes("false") + number("99"))])
    ties = row(text("a") + text("b")) + row(number("7") + number("8"))
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items())
    content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
               f'<table:table table:name="People">{people}</table:table><table:table table:name="Ties">{ties}</table:table></office:spreadsheet></office:body></office:document-content>')
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
                f'manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    pack("workbook.ods", [("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)])


xlsx()
ods()
