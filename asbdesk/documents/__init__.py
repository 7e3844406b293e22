"""Facts to blocks to PDF bytes: fields, templates, blocks, the page, and the guard. ReportLab lives here alone.

Text goes to the page as it was typed and is never parsed: a value typed by a user can never become markup, open a file
or fetch an address. No database and no Qt enter.

The way through, in the order of use::

    template = library.template("first-warning")            # library.templates() for the list; template.asks to ask
    asked = library.answers(template, {"reply_by": ...})    # what the caseworker answered, checked
    facts = facts.Facts(office, officer, recipient, ..., asked=asked)
    blocks = compose.compose(template, facts)               # may then be edited
    paper = paper.paper_for(template, facts, blocks)
    lacking = paper.missing_from(paper)                     # labels of facts still missing, to show and to block filing
    pdf = pdf.render(paper)                                 # for the preview, the printer and the file alike
    findings = guard.find(guard.read(pdf), closed, opened)  # who would be given away, and where on which page
    sealed = seal.seal(template, facts, blocks, pdf)        # refuses while a fact is missing
    seal.verify(pdf, sealed.sha256)

``blocks_json`` writes blocks to JSON and reads them back. ``fields.EXAMPLE`` is a full set of invented facts.
"""
