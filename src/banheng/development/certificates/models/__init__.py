"""An application from the first word to the decision, and the certificate that comes of it."""

from __future__ import annotations

from banheng.development.certificates.models.application import Application
from banheng.development.certificates.models.assessment import Assessment
from banheng.development.certificates.models.certificate import Certificate, Standing
from banheng.development.certificates.models.terms import CertificateTerms

__all__ = ["Application", "Assessment", "Certificate", "CertificateTerms", "Standing"]
