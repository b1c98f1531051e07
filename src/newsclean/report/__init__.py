"""What a heap of documents lost and why: counted, and told as a page, as text, as numbers.

audit = Audit()
for name, text in texts:
    audit.add(newsclean.clean(text), name)
"".join(page.html(audit, "my texts")), summary.summary(audit), told.told(audit)
"""

from __future__ import annotations

from newsclean.report.audit import SCHEMA, VIEWS, Audit

__all__ = ["SCHEMA", "VIEWS", "Audit"]
