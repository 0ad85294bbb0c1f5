"""Sign-in and accounts.

Configures session lifetimes, mailed codes, lockouts and the available ways to sign in.
"""

from __future__ import annotations

from pydantic import PositiveFloat, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, random_base64, setting


class SecurityConfig(Settings):
    """Token lifetimes."""

    category = "auth"

    SECRET_KEY: str = setting(
        "",
        help=(
            "Signs sessions and file links and seals stored credentials. Generate it once before the first "
            "start and back it up: changing it later signs everybody out and makes sealed data unreadable."
        ),
        group="identity",
        category="server",
        docker="sk-9f73s3ljTXVcMT3Blb3ljTqtsKiGHXVcMT3BlbkFJLK7U",
        local=SAME,
        secret="frozen",
        generate=random_base64(42),
        insecure=("sk-9f73s3ljTXVcMT3Blb3ljTqtsKiGHXVcMT3BlbkFJLK7U",),
        readers=SHARED_ENVIRONMENT,
    )

    RESET_PASSWORD_TOKEN_EXPIRY_MINUTES: PositiveInt = setting(
        5,
        help=(
            "Minutes a mailed code for a forgotten password can be used. Extend it if mail delivery is "
            "slow; a long period helps whoever gains access to the mailbox."
        ),
        group="tokens",
        docker=SAME,
        local=SAME,
        unit="minutes",
        readers=SHARED_ENVIRONMENT,
    )

    EMAIL_REGISTER_TOKEN_EXPIRY_MINUTES: PositiveInt = setting(
        5,
        help=(
            "Minutes a new user has to enter the code mailed during registration. After that the sign-up "
            "must be started again."
        ),
        group="tokens",
        docker=SAME,
        local=SAME,
        unit="minutes",
        readers=SHARED_ENVIRONMENT,
    )

    CHANGE_EMAIL_TOKEN_EXPIRY_MINUTES: PositiveInt = setting(
        5,
        help=(
            "Minutes the confirmation code for a new account address remains usable. Raise it when the "
            "new mailbox receives mail with delay."
        ),
        group="tokens",
        docker=SAME,
        local=SAME,
        unit="minutes",
        readers=SHARED_ENVIRONMENT,
    )

    OWNER_TRANSFER_TOKEN_EXPIRY_MINUTES: PositiveInt = setting(
        5,
        help=(
            "Minutes the mailed code for handing a workspace to another owner stays valid. Keep it short,"
            " as the step gives full control away."
        ),
        group="tokens",
        docker=SAME,
        local=SAME,
        unit="minutes",
        readers=SHARED_ENVIRONMENT,
    )

    LOGIN_DISABLED: bool = setting(
        False,
        help=(
            "Skips the login check on protected console routes. For tests only: on a reachable server it "
            "removes authentication, and routes that need a user may fail."
        ),
        group="admin_api",
        category="security",
        reaches_container=False,
    )

    ADMIN_API_KEY_ENABLE: bool = setting(
        False,
        help=(
            "Accepts a fixed administrator key in place of a console sign-in. Enable it for automation "
            "only, because requests made with the key run with owner rights."
        ),
        group="admin_api",
        category="security",
        reaches_container=False,
    )

    ADMIN_API_KEY: str | None = setting(
        None,
        help=(
            "Key that grants owner-level access to console functions without a login. Anyone who learns "
            "it controls every workspace; use a long random value and replace it after a leak."
        ),
        group="admin_api",
        category="security",
        secret="free",
        generate=alphanumeric(40),
        active_when={"ADMIN_API_KEY_ENABLE": ["true"]},
        required_when={"ADMIN_API_KEY_ENABLE": ["true"]},
        reaches_container=False,
    )


class WorkspaceConfig(Settings):
    """Token lifetimes."""

    category = "auth"

    INVITE_EXPIRY_HOURS: PositiveInt = setting(
        72,
        help=(
            "Hours an invitation to a workspace stays open. Later the link is refused and the member must"
            " be invited again."
        ),
        group="tokens",
        docker=SAME,
        unit="hours",
        readers=SHARED_ENVIRONMENT,
    )


class AccountConfig(Settings):
    """Token lifetimes."""

    category = "auth"

    ACCOUNT_DELETION_TOKEN_EXPIRY_MINUTES: PositiveInt = setting(
        5,
        help=(
            "Minutes the code that confirms deleting an account can be entered. Deletion cannot be "
            "undone, so a brief window is sensible."
        ),
        group="tokens",
        unit="minutes",
        reaches_container=False,
    )

    EDUCATION_ENABLED: bool = setting(
        False,
        help=(
            "Shows the student and teacher verification of the hosted service. It depends on the vendor's"
            " billing back end and has no use elsewhere."
        ),
        group="flags",
        category="enterprise",
        reaches_container=False,
    )


class LoginConfig(Settings):
    """Login methods."""

    category = "auth"

    ENABLE_EMAIL_CODE_LOGIN: bool = setting(
        False,
        help=(
            "Offers sign-in with a one-time code sent by mail. Requires working mail settings; otherwise "
            "users ask for codes that never arrive."
        ),
        group="login_methods",
        reaches_container=False,
    )

    ENABLE_EMAIL_PASSWORD_LOGIN: bool = setting(
        True,
        help=(
            "Offers sign-in with mail address and password. Turn it off only after another method has "
            "been tested, or nobody can get in."
        ),
        group="login_methods",
        reaches_container=False,
    )

    ENABLE_SOCIAL_OAUTH_LOGIN: bool = setting(
        False,
        help=(
            "Shows the GitHub and Google sign-in buttons. Each provider also needs its client id and "
            "secret, otherwise its button leads to an error."
        ),
        group="login_methods",
        reaches_container=False,
    )

    EMAIL_CODE_LOGIN_TOKEN_EXPIRY_MINUTES: PositiveInt = setting(
        5,
        help=(
            "Minutes a mailed one-time login code is accepted. Users with slow mail see expired codes if "
            "this is too small."
        ),
        group="tokens",
        unit="minutes",
        reaches_container=False,
    )

    ALLOW_REGISTER: bool = setting(
        False,
        help=(
            "Lets strangers create an account by themselves. Keep it off on public servers unless "
            "everyone may consume your model quota."
        ),
        group="login_methods",
        reaches_container=False,
    )

    ALLOW_CREATE_WORKSPACE: bool = setting(
        False,
        help=(
            "Gives new users a workspace of their own instead of only joining existing ones. Without it, "
            "newcomers need an invitation to a workspace."
        ),
        group="login_methods",
        reaches_container=False,
    )


class AuthConfig(Settings):
    """OAuth providers."""

    category = "auth"

    OAUTH_REDIRECT_PATH: str = setting(
        "/console/api/oauth/authorize",
        help=(
            "Path meant for the return from an OAuth provider. No code in version 1.11.4 is known to read"
            " it, so changing it does not alter the callback address."
        ),
        group="oauth",
        kind="path",
        active_when={"ENABLE_SOCIAL_OAUTH_LOGIN": ["true"]},
        reaches_container=False,
    )

    GITHUB_CLIENT_ID: str | None = setting(
        None,
        help=(
            "Client id of the GitHub OAuth app used for sign-in. Register the app with this "
            "installation's callback address, or GitHub refuses the login."
        ),
        group="oauth",
        example="Iv1.0123456789abcdef",
        active_when={"ENABLE_SOCIAL_OAUTH_LOGIN": ["true"]},
        reaches_container=False,
    )

    GITHUB_CLIENT_SECRET: str | None = setting(
        None,
        help=(
            "Secret of the GitHub OAuth app. GitHub sign-in fails when it does not match the client id; "
            "regenerate it at GitHub after a leak."
        ),
        group="oauth",
        secret="free",
        active_when={"ENABLE_SOCIAL_OAUTH_LOGIN": ["true"]},
        reaches_container=False,
    )

    GOOGLE_CLIENT_ID: str | None = setting(
        None,
        help=(
            "Client id from the Google Cloud credentials page used for sign-in. The authorized redirect "
            "address there must point to this installation."
        ),
        group="oauth",
        example="1234567890-example.apps.googleusercontent.com",
        active_when={"ENABLE_SOCIAL_OAUTH_LOGIN": ["true"]},
        reaches_container=False,
    )

    GOOGLE_CLIENT_SECRET: str | None = setting(
        None,
        help=(
            "Secret that belongs to the Google client id. Google sign-in breaks when it is rotated there "
            "without being updated here."
        ),
        group="oauth",
        secret="free",
        active_when={"ENABLE_SOCIAL_OAUTH_LOGIN": ["true"]},
        reaches_container=False,
    )

    ACCESS_TOKEN_EXPIRE_MINUTES: PositiveInt = setting(
        60,
        help=(
            "Minutes a console access token stays valid before the browser renews it in the background. "
            "Shorter values limit the use of a stolen token and cause more renewals."
        ),
        group="tokens",
        docker=SAME,
        local=SAME,
        unit="minutes",
        readers=SHARED_ENVIRONMENT,
    )

    REFRESH_TOKEN_EXPIRE_DAYS: PositiveFloat = setting(
        30,
        help=(
            "Days an inactive browser stays signed in before a new login is required. Reduce it on shared"
            " or high-security workstations."
        ),
        group="tokens",
        docker=SAME,
        local=SAME,
        unit="days",
        readers=SHARED_ENVIRONMENT,
    )

    LOGIN_LOCKOUT_DURATION: PositiveInt = setting(
        86400,
        help=(
            "Seconds an account address is blocked after too many wrong passwords. Long blocks slow down "
            "guessing, but let a stranger lock out a known user."
        ),
        group="lockout",
        local=SAME,
        unit="seconds",
        reaches_container=False,
    )

    FORGOT_PASSWORD_LOCKOUT_DURATION: PositiveInt = setting(
        86400,
        help=(
            "Seconds password recovery is blocked for an address after repeated wrong codes. Affected "
            "users cannot reset their password until it has passed."
        ),
        group="lockout",
        unit="seconds",
        reaches_container=False,
    )

    CHANGE_EMAIL_LOCKOUT_DURATION: PositiveInt = setting(
        86400,
        help=(
            "Seconds a user must wait after several wrong codes while changing the account address. "
            "Protects against guessing the short code."
        ),
        group="lockout",
        unit="seconds",
        reaches_container=False,
    )

    OWNER_TRANSFER_LOCKOUT_DURATION: PositiveInt = setting(
        86400,
        help=(
            "Seconds workspace ownership cannot be transferred after repeated wrong codes. Shorten it "
            "only if owners get stuck by mistake."
        ),
        group="lockout",
        unit="seconds",
        reaches_container=False,
    )

    EMAIL_REGISTER_LOCKOUT_DURATION: PositiveInt = setting(
        86400,
        help=(
            "Seconds an address is barred from registering after too many wrong mail codes. Relevant only"
            " where open registration is allowed."
        ),
        group="lockout",
        unit="seconds",
        reaches_container=False,
    )
