"""Closed sets of values that settings classes name."""

from __future__ import annotations

from enum import StrEnum


class TemplateMode(StrEnum):
    """How mail templates are rendered."""

    UNSAFE = "unsafe"
    SANDBOX = "sandbox"
    DISABLED = "disabled"


class AuthMethod(StrEnum):
    """How the API signs in to OpenSearch."""

    BASIC = "basic"
    AWS_MANAGED_IAM = "aws_managed_iam"


class RemoteSettingsSourceName(StrEnum):
    """The service that settings are fetched from."""

    APOLLO = "apollo"
    NACOS = "nacos"
