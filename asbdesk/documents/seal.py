"""A paper as it was sent: its exact bytes and what they were made of. It is never rendered again."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from asbdesk.documents.blocks import Blocks
from asbdesk.documents.blocks_json import to_json
from asbdesk.documents.facts import Facts, facts_to_json
from asbdesk.documents.library import Template
from asbdesk.documents.paper import missing_from, paper_for
from asbdesk.errors import Refused


@dataclass(frozen=True, slots=True)
class Sealed:
    """``sha256`` is of ``pdf``, in hexadecimal."""

    pdf: bytes
    sha256: str
    facts_json: str
    template_code: str
    template_version: int
    blocks_json: str


def seal(template: Template, facts: Facts, blocks: Blocks, pdf: bytes) -> Sealed:
    """Binds the bytes to their facts, template version and blocks. Raises ``Refused`` while a fact is missing."""
    missing = missing_from(paper_for(template, facts, blocks))
    if missing:
        raise Refused(f"This paper still lacks: {', '.join(missing)}.", "Fill these in before it is filed.")
    return Sealed(
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        facts_json=facts_to_json(facts),
        template_code=template.code,
        template_version=template.version,
        blocks_json=to_json(blocks),
    )


def verify(pdf: bytes, sha256: str) -> bool:
    """Are these the bytes that were sealed?"""
    return hmac.compare_digest(hashlib.sha256(pdf).hexdigest(), sha256)
