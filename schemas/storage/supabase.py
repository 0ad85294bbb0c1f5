"""Storage: Supabase Storage."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class SupabaseStorageConfig(Settings):
    """Configures the project, the key and the bucket for files in Supabase."""

    category = "storage"

    SUPABASE_BUCKET_NAME: str | None = setting(
        None,
        help="Bucket of the Supabase project for uploaded files. Keep it private: Dify serves the files itself.",
        group="supabase",
        docker="your-bucket-name",
        local="your-bucket-name",
        example="dify-files",
        active_when={"STORAGE_TYPE": ["supabase"]},
        required_when={"STORAGE_TYPE": ["supabase"]},
        readers=SHARED_ENVIRONMENT,
    )

    SUPABASE_API_KEY: str | None = setting(
        None,
        help=(
            "Service role key of the Supabase project, which passes all row rules. Never reuse it in a web "
            "page, and rotate it after a leak."
        ),
        group="supabase",
        docker="your-access-key",
        local="your-access-key",
        secret="free",
        insecure=("your-access-key",),
        active_when={"STORAGE_TYPE": ["supabase"]},
        required_when={"STORAGE_TYPE": ["supabase"]},
        readers=SHARED_ENVIRONMENT,
    )

    SUPABASE_URL: str | None = setting(
        None,
        help="Address of the Supabase project, or of the gateway when you host Supabase yourself.",
        group="supabase",
        kind="url",
        docker="your-server-url",
        local="your-server-url",
        example="https://myproject.supabase.co",
        schemes=("http", "https"),
        active_when={"STORAGE_TYPE": ["supabase"]},
        required_when={"STORAGE_TYPE": ["supabase"]},
        readers=SHARED_ENVIRONMENT,
    )
