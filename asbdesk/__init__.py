"""ASB Desk: casework on anti-social behaviour, from a complaint to an order.

The rooms, from the top down; each may import only those below it:

``app``, ``cli``  build and join things
``ui``            windows and pages (Qt lives here and in ``app``, nowhere else)
``reports``, ``importers``  figures out of the office, files into it
``services``      verbs that change things, one transaction each
``queries``       reads: statements to frozen rows
``documents``     facts to blocks to PDF bytes
``storage``       the encrypted store: tables, keys, audit, search, backups
``domain``        the field's own rules: pure, without clock, file or database
"""

__version__ = "0.1.0"
