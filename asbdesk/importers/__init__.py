"""Other agencies' files to checked rows.

What lives here: reading files of any kind (``read``), judging their dates (``dates``), saying which column holds what
(``guess``, ``profiles``), checking each row (``check``) and counting what came of them (``results``). All of it is pure
reading: putting rows into the office is a service's work. No database, no Qt, no "now" may enter.

The way of a file::

    reading = sniff(path)                            # read: shown to the user, who may correct it
    mapping = mapping_for(reading)                   # profiles: a known kind of file, else a guess
    mapping = settle_dates(path, reading, mapping)   # check: mapping.dates.ambiguous -> ask, then dates.choose(...)
    for checked in plan(path, reading, mapping):     # check: Accepted, Refused or LeftOut, one for each row
        tally.add(checked)                           # results: Tally().report() has the counts
    write_refused(path, reading.header, refused)     # results: for mending

Whatever a user is to be told is an :class:`~asbdesk.errors.AsbdeskError`.
"""
