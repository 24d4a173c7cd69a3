"""Administrative documents laid out as Nghị định 30/2020/NĐ-CP asks: Word, PDF and a page on the screen.

`structure` says what a document holds, `layout` how large and where; `docx`, `pdf` and `page` write the same structure.
`templates` fills an office's own Word file instead.
"""
