"""storage: supabase."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class SupabaseStorageConfig(Settings):
    """supabase."""

    category = "storage"

    SUPABASE_BUCKET_NAME: str | None = setting(
        None,
        help="TODO Supabase bucket (SUPABASE_BUCKET_NAME)",
        group="supabase",
        docker="your-bucket-name",
        local="your-bucket-name",
        active_when={"STORAGE_TYPE": ["supabase"]},
        required_when={"STORAGE_TYPE": ["supabase"]},
        readers=SHARED_ENVIRONMENT,
    )

    SUPABASE_API_KEY: str | None = setting(
        None,
        help="TODO Supabase service key (SUPABASE_API_KEY)",
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
        help="TODO Supabase project address (SUPABASE_URL)",
        group="supabase",
        kind="url",
        docker="your-server-url",
        local="your-server-url",
        schemes=("http", "https"),
        active_when={"STORAGE_TYPE": ["supabase"]},
        required_when={"STORAGE_TYPE": ["supabase"]},
        readers=SHARED_ENVIRONMENT,
    )
